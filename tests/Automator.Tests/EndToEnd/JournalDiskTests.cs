using System.Text.Json;

namespace Automator.Tests.EndToEnd;

/// <summary>A disk that is full, or cannot be written, under a host.</summary>
public sealed class JournalDiskTests
{
    [Fact]
    public async Task FullDisk_FailsWhatIsAskedAndLosesNothing()
    {
        Assert.SkipUnless(await SmallDisk.CanBeMade(), "Needs a file system of its own, for which this user has no right.");
        using var place = new Workplace("empty");
        place.Rule("hello", "On.Demand(() => { Log.Info(new string('x', 20_000)); return Task.CompletedTask; });");
        var disk = new SmallDisk(place, megabytes: 24);
        await using var host = await HostProcess.Serve(place, disk.Before);
        (await disk.Run(host, "run", "hello")).Code.ShouldBe(0);

        disk.Fill(host);
        var failed = await disk.Run(host, "run", "hello");
        failed.Code.ShouldBe(1);
        failed.Output.ShouldContain("the disk is full. Free some space on it.");
        disk.MakeRoom(host);

        (await disk.Run(host, "run", "hello")).Code.ShouldBe(0);
        var runs = await disk.Run(host, "runs", "--json");
        JsonDocument.Parse(runs.Output).RootElement.EnumerateArray().Select(run => run.GetProperty("status").GetString()).ShouldBe(["Succeeded", "Succeeded"]);
        (await disk.Run(host, "journal", "check")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task DiskThatCanOnlyBeRead_EndsTheStartInWords()
    {
        Assert.SkipUnless(await SmallDisk.CanBeMade(), "Needs a file system of its own, for which this user has no right.");
        using var place = new Workplace("empty");
        place.Rule("hello", "On.Demand(() => Task.CompletedTask);");
        (await HostCommand.Run(place, ["run", "hello"])).Code.ShouldBe(0);

        await using var host = HostProcess.StartThrough(SmallDisk.BeforeReadOnly, place, "serve");

        (await host.Exit()).ShouldBe(1);
        host.Output.ShouldContain($"The data folder {place.Data} cannot be written");
    }
}
