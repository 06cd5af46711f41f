using Automator.Benchmarks.Hosts;
using Automator.Host;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Storms;

/// <summary>One run of the rule, over as many lives of its host as it takes, on one account; and what is wrong in the end.</summary>
internal sealed class Journey(StormAccount account, Workplace place, StormOptions options, KillTally tally, bool parks) : IDisposable
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(3);

    private readonly List<string> _wrong = [];
    private int _kills;

    /// <summary>Of all hosts together, the last first.</summary>
    internal string LastWords { get; private set; } = "";

    internal static Journey Of(StormAccount account, StormOptions options, KillTally tally, bool parks)
    {
        var place = new Workplace();
        File.WriteAllText(place.At("token"), account.Token);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(place.At("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(
            place.At("automator.json"),
            $$"""
            { "listen": "127.0.0.1:0", "accounts": { "demo": {
                "url": "{{account.Url}}", "token": "file:token", "userAgent": "storm (storm@example.com)", "poll": "1h", "timeout": "1s" } } }
            """);
        place.Rule(StormRule.Name, StormRule.Text(parks));
        return new Journey(account, place, options, tally, parks);
    }

    /// <returns>What is wrong.</returns>
    internal async Task<IReadOnlyList<string>> Run(CancellationToken cancellation)
    {
        while (await OneLife(cancellation))
        {
        }

        return _wrong.Count > 0 ? _wrong : [.. await account.Judge(cancellation), .. JudgeJournal()];
    }

    public void Dispose() => place.Dispose();

    /// <returns>Whether it was killed before its time.</returns>
    private async Task<bool> OneLife(CancellationToken cancellation)
    {
        var (point, at) = tally.Done || _kills == options.PerRun ? (null, 1) : tally.Choose(hasBegun: HasBegun(), parks);
        await using var host = HostProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Automator.Benchmarks"), place.Path, [StormHost.Verb, point ?? "none", $"{at}", options.Broken ?? "none"]);
        using var patience = new CancellationTokenSource(LongestLife, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await Live(host, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _wrong.Add($"A host that was to be killed {point ?? "never"} ({at}) did not come to an end in {LongestLife}.");
        }

        LastWords = $"--- to be killed {point ?? "never"} ({at}) ---\n{host.LastWords}\n{LastWords}";
        if (host.WasKilled && point is not null)
        {
            tally.Hit(point);
            _kills++;
            return true;
        }

        if (point is not null)
            tally.Miss(point);
        if (host.HasEnded)
            _wrong.Add($"A host that was to be killed {point ?? "never"} ({at}) ended by itself.");
        return false;
    }

    /// <summary>Until the run has ended and its log is written, or the process has gone.</summary>
    private async Task Live(HostProcess host, CancellationToken cancellation)
    {
        try
        {
            await host.Ready(cancellation);
            using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var asked = HasBegun() ? Task.CompletedTask : Ask(asking.Token);
            if (!HasEnded())
                await host.Line($"{StormRule.Name} run ", ["succeeded", "ended as"], cancellation);
            await asking.CancelAsync();
            await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What comes after the end may be what kills it.
            await host.Exited.WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (InvalidOperationException)
        {
            await host.Exited.WaitAsync(cancellation);
        }
    }

    private async Task Ask(CancellationToken cancellation)
    {
        await using var automator = new RemoteAutomator(DataFolder.RunningHost(place.Data) ?? throw new InvalidOperationException("The host has gone."));
        await foreach (var _ in automator.Run(new RunRequest { Rule = StormRule.Name }, cancellation))
        {
        }
    }

    private bool HasBegun() => Look(reader => reader.PendingDues("demo").Count > 0 || reader.RunsAfter(0, 1).Count > 0);

    private bool HasEnded() => Look(reader => reader.RunsAfter(0, 1) is [{ End: not null }]);

    private bool Look(Func<JournalReader, bool> question)
    {
        if (!File.Exists(DataFolder.JournalIn(place.Data)))
            return false;
        using var reader = SqliteJournal.OpenReadOnly(DataFolder.JournalIn(place.Data));
        return question(reader);
    }

    private IEnumerable<string> JudgeJournal()
    {
        using var reader = SqliteJournal.OpenReadOnly(DataFolder.JournalIn(place.Data));
        var runs = reader.RunsAfter(0, 10);
        if (runs is not [var run])
        {
            yield return $"{runs.Count} runs where one was asked for";
            yield break;
        }

        if (run.End?.Status != RunStatus.Succeeded)
            yield return $"the run is {run.Status}: {run.End?.Reason}";
        var lines = reader.Log(run.Id).Where(line => !line.FromHost).Select(line => line.Text).ToList();
        if (!lines.SequenceEqual(StormRule.Lines))
            yield return $"it said: {string.Join(", ", lines)}; and should have said {string.Join(", ", StormRule.Lines)}";
        if (reader.Effects(run.Id).FirstOrDefault(effect => effect.Status != EffectStatus.Done) is { } open)
            yield return $"the effect '{open.Description}' is {open.Status}: {open.Answer}";
        if (reader.State("demo", new RuleName(StormRule.Name), "n") is var state && state != $"{StormRule.InOrder - 1}")
            yield return $"its value is {state}";
    }
}
