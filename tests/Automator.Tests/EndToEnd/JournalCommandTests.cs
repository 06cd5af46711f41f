using System.Text.Json;
using Automator.Host.Journal;

namespace Automator.Tests.EndToEnd;

/// <summary>Copies of the journal, and the way back, as the person sees them who runs the host.</summary>
public sealed class JournalCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BackupOfARunningHost_IsRestoredOnceItHasStopped()
    {
        using var place = new Workplace("empty");
        place.Rule("hello", "On.Demand(() => { Log.Info(\"hello\"); return Task.CompletedTask; });");
        place.Rule("waits", "On.Demand(async () => { Log.Info(\"waiting\"); await Clock.Delay(TimeSpan.FromDays(30)); });");
        await using (var host = await HostProcess.Serve(place))
        {
            (await Command(place, "run", "hello")).Code.ShouldBe(0);
            await using var waits = HostProcess.Start(place, "run", "waits");
            await waits.Line("waiting");

            var backup = await Command(place, "journal", "backup", "monday.db");
            backup.Error.ShouldBeEmpty();
            backup.Output.ShouldStartWith($"sound     {place.At("monday.db")}: 2 runs, 2 dues, ");
            backup.Code.ShouldBe(0);
            (await Command(place, "journal", "backup", "monday.db")).ShouldBe((1, "", $"{place.At("monday.db")} is there already. Name another file, or write over it with --overwrite.\n"));
            (await Command(place, "journal", "check")).Code.ShouldBe(0);
            var refused = await Command(place, "journal", "restore", "monday.db");
            refused.Code.ShouldBe(1);
            refused.Error.ShouldContain($"Another process works on the data folder {place.Data}");
            (await Command(place, "run", "hello")).Code.ShouldBe(0);
            await host.KillHard();
            await waits.Line("The host went away before run [0-9a-z]+ had ended");
        }

        var restored = await Command(place, "journal", "restore", "monday.db", "--json");
        restored.Code.ShouldBe(0);
        var report = JsonDocument.Parse(restored.Output).RootElement;
        report.GetProperty("backup").GetProperty("sound").GetBoolean().ShouldBeTrue();
        report.GetProperty("interrupted").GetInt32().ShouldBe(1);
        (await Command(place, "journal", "check", report.GetProperty("keptAs").GetString()!)).Output.ShouldContain("3 runs, 3 dues");

        (await Runs(place, "--status", "interrupted")).ShouldHaveSingleItem().GetProperty("rule").GetString().ShouldBe("waits", "no host has told the log");
        await using var again = await HostProcess.Serve(place);
        (await Command(place, "run", "hello")).Code.ShouldBe(0);
        var runs = JsonDocument.Parse((await Command(place, "runs", "--json")).Output).RootElement.EnumerateArray().ToList();
        runs.Single(run => run.GetProperty("rule").GetString() == "waits").GetProperty("status").GetString().ShouldBe("Interrupted");
        (await Command(place, "journal", "check", "--json")).Output.ShouldContain("\"runs\":3");
    }

    [Fact]
    public async Task JournalThatWasSetBack_StartsNothing_UntilItIsRestored()
    {
        using var place = new Workplace("empty");
        place.Rule("hello", "On.Demand(() => { Log.Info(\"hello\"); return Task.CompletedTask; });");
        var journal = Path.Combine(place.Data, "journal.db");
        (await Command(place, "run", "hello")).Code.ShouldBe(0);
        (await Command(place, "journal", "backup", "older.db")).Code.ShouldBe(0);
        (await Command(place, "run", "hello")).Code.ShouldBe(0);
        File.Delete(journal + "-wal");
        File.Delete(journal + "-shm");
        File.Copy(place.At("older.db"), journal, overwrite: true);

        var run = await Command(place, "run", "hello");
        run.Code.ShouldNotBe(0);
        run.Error.ShouldContain($"The journal {journal} was set back: its last change is number ");
        var serve = await Command(place, "serve");
        serve.Code.ShouldNotBe(0);
        serve.Error.ShouldContain("Nothing is started");

        File.Move(journal, place.At("set-back.db"));
        (await Command(place, "journal", "restore", "set-back.db")).Code.ShouldBe(0);
        (await Command(place, "run", "hello")).Code.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunsOfALogThatIsGone_AreToldByTheJournal_WhereNoHostRuns(bool isAllGone)
    {
        using var place = new Workplace("empty");
        place.Rule("hello", "On.Demand(() => { Log.Info(\"hello\"); return Task.CompletedTask; });");
        place.Rule("creates", "On.Demand(async () => { await Basecamp.CreateProject(\"New\"); });");
        (await Command(place, "run", "hello")).Code.ShouldBe(0);
        (await Command(place, "run", "creates")).Code.ShouldBe(0);
        var before = await Runs(place);
        if (isAllGone)
            Directory.Delete(Path.Combine(place.Data, "log"), recursive: true);
        else
            File.Delete(Directory.GetFiles(Path.Combine(place.Data, "log"), "runs-*.db").ShouldHaveSingleItem());

        (await Runs(place)).Select(run => $"{run}").ShouldBe(before.Select(run => $"{run}"));
        (await Runs(place, "--rule", "hello")).ShouldHaveSingleItem();
        (await Command(place, "runs", "show", before[0].GetProperty("run").GetString()!)).Output.ShouldContain("did create project");
    }

    [Fact]
    public async Task DamagedJournal_IsSaidByTheCheckAndEndsTheStart()
    {
        using var place = new Workplace("empty");
        place.Rule("hello", "On.Demand(() => { Log.Info(\"hello, dear journal\"); return Task.CompletedTask; });");
        (await Command(place, "run", "hello")).Code.ShouldBe(0);
        var file = Path.Combine(place.Data, "journal.db");
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[bytes.AsSpan().IndexOf("dear journal"u8)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);

        var check = await Command(place, "journal", "check");
        check.Code.ShouldBe(1);
        check.Error.ShouldContain($"{file} is damaged:");
        check.Error.ShouldContain("of logs is not as it was written");
        var json = await Command(place, "journal", "check", "--json");
        json.Code.ShouldBe(1);
        JsonDocument.Parse(json.Output).RootElement.GetProperty("sound").GetBoolean().ShouldBeFalse();
        (await Command(place, "journal", "backup", "copy.db")).Error.ShouldContain("No backup was made");
        var serve = await Command(place, "serve");
        serve.Code.ShouldBe(1);
        serve.Error.ShouldContain($"The journal {file} is damaged: the row");
        (await File.ReadAllBytesAsync(file, Cancellation)).ShouldBe(bytes);
    }

    [Fact]
    public async Task RunWhoseBodiesAreGone_IsShownWithWhatItDid()
    {
        using var place = new Workplace("empty");
        place.Rule("creates", "On.Demand(async () => { await Basecamp.CreateProject(\"New\"); });");
        (await Command(place, "run", "creates")).Code.ShouldBe(0);
        var run = JsonDocument.Parse((await Command(place, "runs", "--json")).Output).RootElement[0].GetProperty("run").GetString()!;
        (await Command(place, "runs", "show", run)).Output.ShouldNotContain("bodies");
        await using (var journal = SqliteJournal.Open(Path.Combine(place.Data, "journal.db"), TimeProvider.System))
        {
            var gone = new DateTimeOffset(2099, 1, 2, 3, 4, 5, TimeSpan.Zero);
            await journal.Trim(new Expiry { Now = gone, Runs = DateTimeOffset.UnixEpoch, Bodies = gone, Followed = long.MaxValue }, Cancellation);
        }

        var shown = await Command(place, "runs", "show", run);

        shown.Output.ShouldContain("bodies   what it read and sent was let go at 2099-01-02 03:04:05Z (\"keepBodies\"); what it did is below");
        shown.Output.ShouldContain("did create project");
    }

    private static async Task<List<JsonElement>> Runs(Workplace place, params string[] arguments) =>
        [.. JsonDocument.Parse((await Command(place, ["runs", "--json", .. arguments])).Output).RootElement.EnumerateArray()];

    private static Task<(int Code, string Output, string Error)> Command(Workplace place, params string[] arguments) => HostCommand.Run(place, arguments);
}
