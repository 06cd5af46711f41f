using Automator.Host.Broker;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <content>What a person asks of runs, and what becomes of those that are in no worker.</content>
internal sealed partial class Dispatcher
{
    /// <summary>A run's stint in a worker; null while it is in none.</summary>
    internal Task? StintOf(RunId run) => _open.Find(run)?.Stint;

    /// <returns>False when no such run is under way.</returns>
    internal async Task<bool> Cancel(RunId run, string reason, CancellationToken cancellation)
    {
        if (_open.Find(run) is not { } open)
            return false;
        open.Stops.Stop(RunStatus.Cancelled, reason);
        // One that is in no worker hears of it nowhere else.
        if (open.Stint is null)
            await Close(open, RunStatus.Cancelled, reason, cancellation);
        return true;
    }

    /// <summary>Drops a due before it becomes a run.</summary>
    /// <returns>False when it is not pending any more.</returns>
    internal async Task<bool> Cancel(Due due, string reason, CancellationToken cancellation)
    {
        if (await journal.Commit(fence, [new JournalOperation.DropDue(due.Key, reason, time.GetUtcNow())], cancellation) != CommitResult.Done)
            return false;
        LogCancelled(due.Rule, due.Handler, due.Key, reason);
        feed.Publish(due.Key, new RunEvent.NotStarted(reason));
        return true;
    }

    /// <summary>Takes up a run that had ended in doubt, and is running again by the journal.</summary>
    internal void TakeUp(RunRecord run)
    {
        _open.Add(run).IsReady = true;
        runChanged();
        dues.Poke();
    }

    /// <summary>Until its time comes; one that was told to end on its way out of the worker ends here.</summary>
    private async Task Park(OpenRun open, DateTimeOffset wakeAt)
    {
        _open.Park(open, wakeAt);
        if (open.Stops.Ending is not var (status, reason))
            return;
        try
        {
            await Close(open, status, reason, CancellationToken.None);
        }
        catch (JournalException e)
        {
            LogJournal(e.Message, TimeSpan.Zero);
        }
    }

    /// <summary>Ends a run that is in no worker.</summary>
    private async Task Close(OpenRun open, RunStatus status, string reason, CancellationToken cancellation)
    {
        if (!_open.Remove(open))
            return;
        var end = new RunEnd { Status = status, At = time.GetUtcNow(), Reason = reason, Writes = journal.Effects(open.Run.Id).Count };
        await journal.Commit(fence, [new JournalOperation.MoveRun(open.Run.Id, open.Status, end)], cancellation);
        LogClosed(open.Run.Rule, open.Run.Id, status, reason);
        feed.Publish(open.Run.DueKey, new RunEvent.Ended(open.Run.Id.Value, status, reason, 0, end.Writes, null));
        runChanged();
        dues.Poke();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} ended as {Status}: {Reason}")]
    private partial void LogClosed(RuleName rule, RunId run, RunStatus status, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} {Handler} does not run for {Due}: {Reason}")]
    private partial void LogCancelled(RuleName rule, string handler, string due, string reason);
}
