using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>
/// Takes runs into workers, out of them again while they only wait, and to their ends; also those that an earlier host has left. What
/// a run is to do next, only <see cref="TakeUp"/> decides, so that nothing is begun twice.
/// </summary>
internal sealed partial class Stints(
    IJournal journal, Fence fence, RuleSource rules, RunExecution execution, RunFeed feed, int lanes, Action ready, Action runChanged, TimeProvider time, ILogger<Dispatcher> logger)
{
    internal OpenRuns Open { get; } = new(lanes, ready, time);

    /// <summary>Takes up what an earlier host left. To be called before anything is started.</summary>
    internal async Task Recover(CancellationToken cancellation)
    {
        foreach (var run in journal.RunsIn(fence.Account, RunStatus.Waiting))
            Open.Park(Open.Add(run), run.WakeAt!.Value);
        foreach (var run in journal.RunsIn(fence.Account, RunStatus.Running))
        {
            if (RunStint.CanGoOn(run) && journal.Inputs(run.Id) is not null)
                Open.SetReady(Open.Add(run));
            else
                await Interrupt(run, cancellation);
        }

        runChanged();
        ready();
    }

    /// <summary>Takes up those that can go on, as far as there is room, and ends those that are to end. One call at a time.</summary>
    internal async Task TakeUp(CancellationToken cancellation)
    {
        var waiting = Open.Ready;
        if (waiting.Count == 0)
            return;
        var paused = new Pauses(journal.Pauses(fence.Account));
        foreach (var open in waiting)
        {
            if (open.Stops.Ending is var (status, reason))
                await Close(open, status, reason, cancellation);
            else if (Open.HasRoomFor(open.Run.Rule) && HasTurn(open) && !(open.Status == RunStatus.Waiting && open.Run.Trigger != Trigger.Demand && paused.Hold(open.Run.Rule)))
                await GoOn(open, cancellation);
        }
    }

    /// <summary>Where runs of a handler may not overlap, one that a person has had taken up waits for the one that began meanwhile.</summary>
    private bool HasTurn(OpenRun open) => !Open.IsBesideAnother(open) ||
        rules.Find(open.Run.Rule)?.Live?.Manifest.Rule.Handlers.FirstOrDefault(handler => handler.Key == open.Run.Handler) is { Overlap: Sdk.Overlap.Parallel };

    /// <summary>
    /// Takes a worker for a run that is about to be journaled as running; to be given back, or begun with, by what comes of that.
    /// </summary>
    internal OpenRun Reserve(RunRecord run)
    {
        var open = Open.Add(run);
        Open.Begin(open, Task.CompletedTask);
        return open;
    }

    internal void GiveBack(OpenRun open) => Open.Remove(open);

    internal void Begin(OpenRun open, RunStint stint)
    {
        var begin = new TaskCompletionSource();
        Open.Begin(open, Whole(open, stint, begin.Task));
        begin.SetResult();
    }

    /// <summary>Asks a run to end: one in a worker at its next call, another at once.</summary>
    /// <returns>False when no such run is open.</returns>
    internal bool Cancel(RunId run, string reason)
    {
        if (Open.Find(run) is not { } open)
            return false;
        open.Stops.Stop(RunStatus.Cancelled, reason);
        EndIfIdle(open);
        return true;
    }

    /// <summary>Asks a run to end, unless it has changed something.</summary>
    internal bool CancelUnchanged(OpenRun open, string reason)
    {
        if (journal.Effects(open.Run.Id).Count > 0 || !open.Stops.StopUnchanged(RunStatus.Cancelled, reason))
            return false;
        EndIfIdle(open);
        return true;
    }

    /// <summary>Waits for those in workers; those still there after the grace go on when a host starts again.</summary>
    internal async Task Drain(TimeSpan grace)
    {
        var all = Task.WhenAll(Open.Stints);
        try
        {
            await all.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            foreach (var open in Open.InWorkers)
                open.Stops.Stop(RunStatus.Interrupted, grace == TimeSpan.Zero ? "The host was stopped." : $"The host was stopped and the run was not done within {grace.TotalSeconds:0} s.", goesOn: true);
            await all;
        }

        Open.Stop();
    }

    private void EndIfIdle(OpenRun open)
    {
        if (open.Stint is null)
            Open.SetReady(open);
        ready();
    }

    private async Task Interrupt(RunRecord run, CancellationToken cancellation)
    {
        var effects = journal.Effects(run.Id);
        var end = new RunEnd
        {
            Status = RunStatus.Interrupted,
            At = time.GetUtcNow(),
            Reason = "The host ended while the run was under way.",
            Writes = effects.Count,
        };
        Require(await journal.Commit(fence, Interruption.Of(run, effects, end), cancellation), run.Id);
        LogInterrupted(run.Rule, run.Id, effects.Count);
    }

    /// <summary>Takes up a run where the journal has it, with the image it began with.</summary>
    private async Task GoOn(OpenRun open, CancellationToken cancellation)
    {
        var run = journal.Run(open.Run.Id)!;
        if (run.End is not null)
            Open.Remove(open); // Ended by somebody else: a command that worked on the journal.
        else if (rules.Image(run.ImageHash) is not { } image)
            await Close(open, RunStatus.Interrupted, $"The run was cut off and cannot go on: the version of the rule it began with is gone, or may not run any more (image {run.ImageHash[..12]}).", cancellation);
        else if (RunInputs.Of(journal.Inputs(run.Id)!, out var from) is not { } given)
            await Close(open, RunStatus.Interrupted, $"The run was cut off and cannot go on: it began under another version of Automator ({from}; this one speaks protocol {ProtocolJson.Version}).", cancellation);
        else
        {
            var stint = RunStint.GoingOn(run, image, given, journal);
            if (run.Status == RunStatus.Waiting)
                Require(await journal.Commit(fence, [new JournalOperation.WakeRun(run.Id)], cancellation), run.Id);
            open.Status = RunStatus.Running;
            Begin(open, stint);
        }
    }

    /// <summary>Ends a run that is in no worker.</summary>
    private async Task Close(OpenRun open, RunStatus status, string reason, CancellationToken cancellation)
    {
        var end = Ended(open.Run.Id, status, reason);
        Require(await journal.Commit(fence, [new JournalOperation.MoveRun(open.Run.Id, open.Status, end)], cancellation), open.Run.Id);
        Open.Remove(open);
        LogClosed(open.Run.Rule, open.Run.Id, status, reason);
        feed.Publish(open.Run.DueKey, new RunEvent.Ended(open.Run.Id.Value, status, reason, end.Reads, end.Writes, null));
        runChanged();
        ready();
    }

    private async Task Whole(OpenRun open, RunStint stint, Task begin)
    {
        await begin;
        runChanged();
        ParkedRun? parked = null;
        try
        {
            parked = await Task.Run(() => execution.Execute(stint, open.Stops), CancellationToken.None);
        }
        catch (Exception fault) // the border to everything a run touches: it ends that run alone
        {
            LogFault(fault, stint.Run.Rule, stint.Run.Id);
            await EndAsFailed(stint.Run, $"The host could not carry the run to its end: {fault.GetType().Name}: {fault.Message} This is a fault of Automator, not of the rule.");
        }
        finally
        {
            if (parked is null)
                Open.Remove(open);
            else
            {
                open.Status = parked.IsJournaled ? RunStatus.Waiting : RunStatus.Running;
                Open.Park(open, parked.WakeAt);
            }

            runChanged();
            ready();
        }
    }

    private async Task EndAsFailed(RunRecord run, string reason)
    {
        var end = new RunEnd { Status = RunStatus.Failed, At = time.GetUtcNow(), Reason = reason };
        try
        {
            end = Ended(run.Id, RunStatus.Failed, reason);
            Require(await journal.Commit(fence, [new JournalOperation.MoveRun(run.Id, RunStatus.Running, end)], CancellationToken.None), run.Id);
        }
        catch (JournalException e)
        {
            LogNotEnded(e, run.Id);
        }

        feed.Publish(run.DueKey, new RunEvent.Ended(run.Id.Value, end.Status, end.Reason, end.Reads, end.Writes, null));
    }

    /// <summary>What it had spent is what the journal has of it.</summary>
    private RunEnd Ended(RunId run, RunStatus status, string reason)
    {
        var answers = journal.Answers(run);
        return new RunEnd
        {
            Status = status,
            At = time.GetUtcNow(),
            Reason = reason,
            Reads = answers.Sum(answer => answer.Reads),
            Writes = journal.Effects(run).Count(effect => effect.Status != EffectStatus.Planned),
            Calls = answers.Count,
        };
    }

    private static void Require(CommitResult result, RunId run)
    {
        if (result != CommitResult.Done)
            throw new JournalException($"The journal has run {run} elsewhere than this host remembers ({result}). It is looked at again.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The host could not carry {Rule} run {Run} to its end")]
    private partial void LogFault(Exception fault, RuleName rule, RunId run);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of run {Run} could not be journaled; it goes on from what is durable of it when a host starts again")]
    private partial void LogNotEnded(JournalException e, RunId run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} ended as {Status}: {Reason}")]
    private partial void LogClosed(RuleName rule, RunId run, RunStatus status, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} had been cut off after {Effects} effects")]
    private partial void LogInterrupted(RuleName rule, RunId run, int effects);
}
