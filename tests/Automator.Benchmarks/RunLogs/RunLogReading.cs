using System.Globalization;
using Automator.Benchmarks.Report;
using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using LiteDB;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Benchmarks.RunLogs;

/// <summary>What people ask of a log, by the way that the host asks it.</summary>
internal static class RunLogReading
{
    internal const string Verb = "runlog-read";

    private const int Rounds = 1_000;
    private const int Last = 50;

    internal static async Task Run(string folder, CancellationToken cancellation)
    {
        var random = new Random(1);
        var first = new RunLogFiles(folder, readOnly: false, TimeProvider.System, NullLogger.Instance);
        var (asked, rare, wide, floor, whole) = (new Sample(), new Sample(), new Sample(), new Sample(), new Sample());
        double cold, scan;
        long before, after, later;
        await using (var thread = new RunLogThread(first, TimeProvider.System))
        {
            var reader = new RunLogReader(thread);
            cold = (await Time(() => reader.Runs(null, new RuleName(StoredRun.Rule(7)), null, Last, null))).TotalMilliseconds;
            for (var round = 0; round < Rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                var rule = new RuleName(StoredRun.Rule(random.Next(StoredRun.Rules)));
                asked.Add(await Time(() => reader.Runs(null, rule, null, Last, null)));
                if (round % 50 == 0)
                {
                    rare.Add(await Time(() => reader.Runs(null, new RuleName(StoredRun.Gone), null, Last, null)));
                    wide.Add(await Time(() => reader.Runs(null, null, RunStatus.Failed, Last, null)));
                }

                if (round % 10 == 0)
                    whole.Add(await Time(async () => await reader.Run((await reader.Runs(null, rule, null, 1, null))[0].Id.Value)));
            }

            before = Machine.Resident(Environment.ProcessId);
            scan = (await Time(() => reader.Runs(null, null, RunStatus.Refused, Last, null))).TotalSeconds;
            after = Machine.Resident(Environment.ProcessId);
            await reader.Runs(null, null, RunStatus.Refused, Last, null);
            later = Machine.Resident(Environment.ProcessId);
        }

        Floor(folder, floor, random);
        Console.WriteLine(Table([("last 50 runs of a rule", asked), ("one run whole, by its id", whole), ("last 50 that failed, of any rule", wide), ("all runs of a rule that ran a year ago", rare), ("floor: one document of LiteDB by an indexed field", floor)]));
        Console.WriteLine($"The first question of all took {cold:0} ms; a question that no run answers, over all of them, {scan:0.0} s.\n");
        Console.WriteLine($"Resident memory: {before >> 20} MB before that question, {after >> 20} MB after it, {later >> 20} MB after it was asked again.");
    }

    /// <summary>What LiteDB itself takes for the least there is to ask, from this process, with nothing of the host in between.</summary>
    private static void Floor(string folder, Sample floor, Random random)
    {
        var path = Directory.EnumerateFiles(folder, "runs-*.db").Order(StringComparer.Ordinal).Last();
        using var database = new LiteDatabase(new ConnectionString { Filename = path, ReadOnly = true });
        var runs = database.GetCollection("runs");
        var ids = runs.Query().OrderByDescending("_id").Select("{ order: $.ruleOrder }").Limit(5_000).ToEnumerable().Select(run => run["order"].AsString).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var id = ids[random.Next(ids.Count)];
            var began = TimeProvider.System.GetTimestamp();
            _ = runs.Query().Where("ruleOrder = @0", id).First();
            floor.Add(TimeProvider.System.GetElapsedTime(began));
        }
    }

    private static async Task<TimeSpan> Time<T>(Func<Task<T>> question)
    {
        var began = TimeProvider.System.GetTimestamp();
        await question();
        return TimeProvider.System.GetElapsedTime(began);
    }

    private static string Table(IReadOnlyList<(string Name, Sample Sample)> rows) =>
        "| milliseconds | n | min | p50 | p95 | max |\n| --- | --: | --: | --: | --: | --: |\n" + string.Concat(rows.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"| {row.Name} | {row.Sample.Count} | {row.Sample.Min:0.00} | {row.Sample.Median:0.00} | {row.Sample.P95:0.00} | {row.Sample.Max:0.0} |\n")));
}
