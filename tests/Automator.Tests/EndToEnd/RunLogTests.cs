using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Automator.Tests.EndToEnd;

/// <summary>What somebody does to the run log of a host that runs, and of one that does not.</summary>
public sealed class RunLogTests
{
    private const string EverySecond = "On.Schedule(\"* * * * * *\", () => { Log.Info(\"tick\"); return Task.CompletedTask; });";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeletedAndDamagedWhileTheHostRuns_NoRunIsHarmedAndAllAreShownAgain()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file cannot be deleted there.");
        using var place = new Workplace("empty");
        place.Rule("tick", EverySecond);
        await using var host = await HostProcess.Serve(place);
        for (var i = 0; i < 3; i++)
            await host.Line("tick run .* succeeded");

        Delete(place.At("data/log"));
        await host.Line(@"The run log's runs-.*\.db is missing\. It is rebuilt from the journal\.");
        await host.Line("The run log of .* was rebuilt: ");
        await host.Line("tick run .* succeeded");
        await ShouldShowAll(place);

        foreach (var file in Directory.GetFiles(place.At("data/log"), "runs-*.db"))
            await File.WriteAllTextAsync(file, new string('x', 20_000), Cancellation);
        await host.Line("is damaged again, right after it was rebuilt");
        await host.Line("tick run .* succeeded");
        (await Command(place, "runs", "--json")).Code.ShouldBe(0);

        var rebuilt = await Command(place, "log", "rebuild", "--json");
        rebuilt.Code.ShouldBe(0, rebuilt.Error);
        JsonDocument.Parse(rebuilt.Output).RootElement.GetProperty("months").EnumerateArray().Sum(month => month.GetProperty("runs").GetInt32()).ShouldBeGreaterThanOrEqualTo(5);
        await host.Line("tick run .* succeeded");
        await ShouldShowAll(place);

        (await host.Signal("TERM")).ShouldBe(0);
        host.Output.ShouldNotContain("failed");
    }

    /// <summary>The host writes there meanwhile, so that a folder may not be empty yet when all that was in it is gone.</summary>
    private static void Delete(string folder)
    {
        while (true)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (IOException)
            {
                Cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    [Fact]
    public async Task RebuiltWithoutAHost_SaysWhatItMade()
    {
        using var place = new Workplace("empty");
        place.Rule("once", "On.Demand(() => { Log.Info(\"a line\"); return Task.CompletedTask; });");
        (await Command(place, "run", "once")).Code.ShouldBe(0);
        var before = (await Command(place, "runs", "--json")).Output;
        var file = Directory.GetFiles(place.At("data/log"), "runs-*.db").ShouldHaveSingleItem();
        await File.WriteAllTextAsync(file, "no log", Cancellation);

        var rebuilt = await Command(place, "log", "rebuild");

        rebuilt.Code.ShouldBe(0, rebuilt.Error);
        rebuilt.Output.ShouldMatch($@"^\d{{4}}-\d\d  1 run\n +The old file is {file}\.damaged-\d+\.\n$");
        (await Command(place, "runs", "--json")).Output.ShouldBe(before);
        (await Command(place, "log", "rebuild", "--month", "2001-01")).Output.ShouldBe("There are no runs to make a log of.\n");
    }

    /// <summary>Every run that the journal has is in the log by the time that one asks for it.</summary>
    private static async Task ShouldShowAll(Workplace place)
    {
        await using var journal = new SqliteConnection($"Data Source={place.At("data/journal.db")};Mode=ReadOnly;Pooling=False");
        await journal.OpenAsync(Cancellation);
        await using var command = journal.CreateCommand();
        command.CommandText = "SELECT id FROM runs ORDER BY id";
        var ids = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(Cancellation))
        {
            while (await rows.ReadAsync(Cancellation))
                ids.Add(rows.GetString(0));
        }

        var runs = await Command(place, "runs", "--json", "--most", "1000");
        runs.Code.ShouldBe(0, runs.Error);
        ids.Except(JsonDocument.Parse(runs.Output).RootElement.EnumerateArray().Select(run => run.GetProperty("run").GetString()!)).ShouldBeEmpty();
    }

    private static Task<(int Code, string Output, string Error)> Command(Workplace place, params string[] arguments) => HostCommand.Run(place, arguments);
}
