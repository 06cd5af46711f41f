using System.Text.Json;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>
/// Fires what runs after other rules' runs. It follows the ends of runs as the journal has them, whoever ended them; a due and the
/// cursor behind the run it is for move in one commit, and the due's key names the run. So each end is heard once, also over restarts.
/// </summary>
internal sealed class Chains(string account, IJournal journal, DueQueue dues, TimeProvider time, ILogger<Chains> logger) : IDisposable
{
    private const string CursorName = "chains";
    private const int RunsAtOnce = 500;

    /// <summary>Changes of runs without a due for which the cursor is not moved: a start reads them once more.</summary>
    private const int MostUnwritten = 1_000;

    /// <summary>Beside the word of those who end runs.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);

    private readonly Alarm _alarm = new(time);
    private LiveRules? _told;
    private ChainCursor? _cursor;
    private string? _text;
    private long _read;

    /// <summary>Says what is live now, at any time and from any thread. The first word must be of the whole catalog.</summary>
    internal void Listen(LiveRules live)
    {
        Volatile.Write(ref _told, live);
        _alarm.Ring();
    }

    /// <summary>A run may have ended.</summary>
    internal void Poke() => _alarm.Ring();

    internal async Task Run(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var wait = LongestSleep;
            try
            {
                await Step(stop);
                if (failures > 0)
                    TriggerLog.JournalBack(logger, account);
                failures = 0;
            }
            catch (Exception e) when (e is JournalException or CommitRefusedException { Result: CommitResult.Conflict })
            {
                if (failures++ == 0)
                    TriggerLog.JournalFailed(logger, account, e.Message);
                wait = BackOff.After(failures, FirstBackOff, LongestSleep);
            }
            catch (CommitRefusedException)
            {
                TriggerLog.Fenced(logger, account);
                return;
            }

            await _alarm.Wait(wait, stop);
        }
    }

    /// <summary>Considers every run that has ended since it was last asked. Whatever it throws, it can be asked again.</summary>
    internal async Task Step(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _told) is not { } live)
            return;
        try
        {
            await Step(live, cancellation);
        }
        catch
        {
            _cursor = null; // What is in memory may not be what the journal has.
            throw;
        }
    }

    public void Dispose() => _alarm.Dispose();

    private async Task Step(LiveRules live, CancellationToken cancellation)
    {
        if (_cursor is null)
        {
            _text = journal.Cursor(account, CursorName);
            _cursor = ChainCursor.Read(_text);
            _read = _cursor.Revision;
        }

        // Those who join hear of what ends from here on, and what ended before is still told to the others.
        var joined = Join(live, _cursor);
        if (joined.Listeners.Count > 0)
            await Follow(_cursor.Listeners.Count > 0 ? joined : joined with { Revision = _read = journal.LastRevision }, cancellation);
        else if (_cursor.Listeners.Count > 0)
            await Move(joined, [], cancellation);
    }

    private ChainCursor Join(LiveRules live, ChainCursor cursor)
    {
        var wanted = live.Of(Trigger.After).Select(ChainListener.Of).ToList();
        var kept = cursor.Listeners.Where(listener => live.Unbuilt.Contains(listener.Key.Rule) || wanted.Exists(listener.IsSame)).ToList();
        return cursor with { Listeners = [.. kept, .. wanted.Where(one => !kept.Exists(one.IsSame)).Select(one => one with { Since = journal.LastRevision })] };
    }

    private async Task Follow(ChainCursor cursor, CancellationToken cancellation)
    {
        IReadOnlyList<RunRecord> runs;
        do
        {
            runs = journal.RunsAfter(_read, RunsAtOnce);
            var found = runs.Where(run => run.Account == account && run.End is not null && !run.Dry)
                .SelectMany(run => cursor.Listeners.Where(listener => listener.Hears(run)).Select(listener => Fire(run, listener)))
                .ToList();
            var read = runs.Count > 0 ? runs[^1].Revision : _read;
            if (found.Count > 0 || read - _cursor!.Revision > MostUnwritten || !cursor.Listeners.SequenceEqual(_cursor.Listeners))
                await Move(cursor with { Revision = read }, found, cancellation);
            _read = read;
        }
        while (runs.Count == RunsAtOnce);
    }

    private JournalOperation Fire(RunRecord run, ChainListener listener)
    {
        var due = new Due
        {
            // One that waits for a person has ended, and does so again when the person has settled it.
            Key = $"after:{run.Id}:{(run.Status is RunStatus.InDoubt or RunStatus.Interrupted ? "unsettled" : "over")}:{listener.Rule}:{listener.Handler}",
            Account = account,
            Rule = listener.Key.Rule,
            Handler = listener.Handler,
            Trigger = Trigger.After,
            Payload = JsonSerializer.Serialize(Ended(run), ProtocolJson.Default.EndedRun),
            Depth = run.Depth + 1,
            At = run.End!.At,
            CreatedAt = time.GetUtcNow(),
        };
        if (run.Rule == due.Rule)
            return new JournalOperation.RefuseDue(due, "A rule does not run after itself.");
        return Causes.Add(due);
    }

    private static EndedRun Ended(RunRecord run) => new()
    {
        Id = run.Id.Value,
        Rule = run.Rule.Value,
        Handler = run.Handler,
        Status = run.Status.ToString(),
        Reason = run.End!.Reason,
        StartedAt = run.StartedAt,
        EndedAt = run.End.At,
        Reads = run.End.Reads,
        Writes = run.End.Writes,
    };

    private async Task Move(ChainCursor to, List<JournalOperation> found, CancellationToken cancellation)
    {
        var text = to.Write();
        var result = await dues.Add([.. found, new JournalOperation.MoveCursor(CursorName, _text, text)], cancellation);
        if (result != CommitResult.Done)
            throw new CommitRefusedException(result);
        (_cursor, _text) = (to, text);
    }
}
