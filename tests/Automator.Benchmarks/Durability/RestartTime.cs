using Automator.Benchmarks.Hosts;
using Automator.Host;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;
using Microsoft.Data.Sqlite;

namespace Automator.Benchmarks.Durability;

/// <summary>A host that starts over a journal with runs that have not ended: half wait for a time to come, half were cut off.</summary>
internal static class RestartTime
{
    private const string Rule = "sleeper";

    /// <returns>From its start until it is ready, with none and with as many; and until all that were cut off have gone on.</returns>
    internal static async Task<(TimeSpan WithNone, TimeSpan WithMany, TimeSpan ToAllGoneOn)> Measure(Layout layout, int runs, CancellationToken cancellation)
    {
        using var place = new Workplace();
        place.Rule(Rule, "On.Demand(async () => { await Basecamp.Me(); await Clock.Delay(TimeSpan.FromDays(30)); });");
        await using (var host = HostProcess.Start(layout, place))
        {
            await host.Ready(cancellation);
            await RunOne(place, cancellation);
        }

        TimeSpan withNone;
        await using (var host = HostProcess.Start(layout, place))
            withNone = TimeProvider.System.GetElapsedTime(host.StartedAt, await host.Ready(cancellation));

        await Multiply(DataFolder.JournalIn(place.Data), runs, cancellation);
        await using var again = HostProcess.Start(layout, place);
        var withMany = TimeProvider.System.GetElapsedTime(again.StartedAt, await again.Ready(cancellation));
        while (Open(place, RunStatus.Running) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        return (withNone, withMany, TimeProvider.System.GetElapsedTime(again.StartedAt));
    }

    /// <summary>Until it has read once and waits.</summary>
    private static async Task RunOne(Workplace place, CancellationToken cancellation)
    {
        await using var automator = new RemoteAutomator(DataFolder.RunningHost(place.Data) ?? throw new InvalidOperationException("The host has gone."));
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asked = Ask(automator, asking.Token);
        while (Open(place, RunStatus.Waiting) == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
        await asking.CancelAsync();
        await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task Ask(RemoteAutomator automator, CancellationToken cancellation)
    {
        await foreach (var _ in automator.Run(new RunRequest { Rule = Rule }, cancellation))
        {
        }
    }

    private static int Open(Workplace place, RunStatus status)
    {
        using var reader = SqliteJournal.OpenReadOnly(DataFolder.JournalIn(place.Data));
        return reader.RunsIn("demo", status).Count;
    }

    /// <summary>The one run there is, with all it was given, as many times again.</summary>
    private static async Task Multiply(string file, int runs, CancellationToken cancellation)
    {
        var identity = Identity(file);
        await using var journal = SqliteJournal.Open(file, TimeProvider.System);
        var fence = await journal.Take("demo", identity, cancellation);
        var one = journal.RunsIn("demo", RunStatus.Waiting).Single();
        var inputs = JournalBody.Of(journal.Inputs(one.Id)!);
        var answers = journal.Answers(one.Id);
        foreach (var part in Enumerable.Range(0, runs).Chunk(500))
        {
            var batch = new List<JournalOperation>();
            foreach (var n in part)
            {
                var run = one with { Id = RunId.New(TimeProvider.System), DueKey = $"copy:{n}", Status = RunStatus.Running, WakeAt = null };
                batch.Add(new JournalOperation.AddDue(new Due
                {
                    Key = run.DueKey,
                    Account = run.Account,
                    Rule = run.Rule,
                    Handler = run.Handler,
                    Trigger = run.Trigger,
                    At = run.DueAt,
                    CreatedAt = run.DueAt,
                }));
                batch.Add(new JournalOperation.StartRun(run, inputs));
                batch.AddRange(answers.Select(answer => new JournalOperation.AddAnswer(answer with { Run = run.Id })));
                if (n % 2 == 0)
                    batch.Add(new JournalOperation.ParkRun(run.Id, one.WakeAt!.Value));
            }

            if (await journal.Commit(fence, batch, cancellation) is not CommitResult.Done and var result)
                throw new InvalidOperationException($"The journal took no copies: {result}.");
        }
    }

    private static string Identity(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT identity FROM accounts WHERE name = 'demo'";
        return (string)command.ExecuteScalar()!;
    }
}
