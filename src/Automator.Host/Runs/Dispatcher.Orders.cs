using Automator.Host.Broker;
using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <content>What a person asks of runs, beside what the triggers ask.</content>
internal sealed partial class Dispatcher
{
    /// <summary>Ends when a run is not open any more; at once for one that is not.</summary>
    internal Task Gone(RunId run) => _stints.Open.Find(run)?.Gone ?? Task.CompletedTask;

    /// <summary>Drops a due before it becomes a run.</summary>
    /// <returns>False when it is not pending any more.</returns>
    internal async Task<bool> Cancel(Due due, string reason, CancellationToken cancellation)
    {
        if (await journal.Commit(fence, [new JournalOperation.DropDue(due.Key, reason, time.GetUtcNow())], cancellation) != CommitResult.Done)
            return false;
        _pending.Forget(due);
        LogCancelled(due.Rule, due.Handler, due.Key, reason);
        feed.Publish(due.Key, new RunEvent.NotStarted(reason));
        return true;
    }

    /// <summary>Takes up a run that had ended in doubt, and is running again by the journal.</summary>
    internal async Task TakeUp(RunRecord run)
    {
        // The person may be quicker than the end of its last stint.
        await Gone(run.Id);
        _stints.Open.SetReady(_stints.Open.Add(run));
        runChanged();
        dues.Poke();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} {Handler} does not run for {Due}: {Reason}")]
    private partial void LogCancelled(RuleName rule, string handler, string due, string reason);
}
