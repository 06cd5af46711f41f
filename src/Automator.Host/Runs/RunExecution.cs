using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>A run that is in no worker until a time comes.</summary>
/// <param name="WakeAt">That time.</param>
/// <param name="IsJournaled">Whether the journal has it waiting, and not under way.</param>
internal sealed record ParkedRun(DateTimeOffset WakeAt, bool IsJournaled);

/// <summary>Takes one run through a lane, from its first frame to its end in the journal.</summary>
/// <param name="lanes">The workers.</param>
/// <param name="journal">Where all of it is durable.</param>
/// <param name="fence">The account, as it is held.</param>
/// <param name="account">What calls go to.</param>
/// <param name="timeout">Of one request.</param>
/// <param name="feed">Who follows runs.</param>
/// <param name="hourly">What rules may change in an hour.</param>
/// <param name="watchdog">What a worker may take.</param>
/// <param name="parks">Whether a run that only waits gives its worker back: whoever starts runs must be there when its time comes.</param>
/// <param name="time">Everybody's clock.</param>
/// <param name="logger">Where it reports.</param>
internal sealed partial class RunExecution(
    Lanes lanes, IJournal journal, Fence fence, IAccountClient account, TimeSpan timeout, RunFeed feed, HourlyEffects hourly, WatchdogOptions watchdog, bool parks, TimeProvider time,
    ILogger<RunExecution> logger)
{
    private const int LongestReason = 20_000;
    /// <summary>Until a run whose end could not be journaled is taken up again, from where the journal has it.</summary>
    private static readonly TimeSpan JournalPause = TimeSpan.FromMinutes(1);

    private const string OutOfMemory = "System.OutOfMemoryException";

    private readonly EqualCreates _creates = new();

    /// <summary>Never throws for what the rule, its worker or the account did: that is the run's end.</summary>
    /// <param name="stint">The run, as the journal has it.</param>
    /// <param name="stops">Lets others stop the run while it is under way.</param>
    /// <returns>When the run goes on, where it only waits; else it has ended, or is left to the next start of the host.</returns>
    internal async Task<ParkedRun?> Execute(RunStint stint, RunStops stops)
    {
        var run = stint.Run;
        var runJournal = new RunJournal(journal, fence, run, feed, time) { RuleLinesBefore = stint.RuleLinesBefore, LinesBefore = stint.LinesBefore, AnswersBefore = stint.AnswersBefore };
        using var broker = new RunBroker(run, stint.Image.Manifest, runJournal, journal, account, timeout, _creates, hourly, time);
        broker.Spending.Restore(writes: stint.EffectsBefore, waited: run.Waited);
        broker.Outcome.HasChanged = stint.HasChanged;
        using var _ = stops.Connect(broker.Outcome);
        feed.Publish(run.DueKey, new RunEvent.Started(run.Id.Value, run.Rule.Value, run.Handler, run.Dry));
        LogStarted(run.Rule, run.Handler, run.Account, run.Id, run.Dry, stint.AnswersBefore);

        var (ended, trouble, fate) = await InLane(stint, broker, runJournal);
        if (ended is { WakeAt: { } wakeAt } && !broker.Outcome.IsStopped)
        {
            LogParked(run.Rule, run.Id, wakeAt);
            return await Park(new JournalOperation.ParkRun(run.Id, wakeAt, broker.Spending.Waited), wakeAt, runJournal);
        }

        var end = End(stint, broker, ended?.Ended, trouble);
        if (ended?.FailedCall is { } call && Retried(stint, broker, call, end.Reason!, runJournal) is { } retry)
            return await Park(retry, retry.WakeAt, runJournal);
        var isLeft = false;
        if (broker.Outcome.GoesOn && stint.GoesOn)
            end = await Leave(run, end, runJournal);
        else
            (end, isLeft) = await Close(stint, end, fate, broker, runJournal);
        feed.Publish(run.DueKey, new RunEvent.Ended(run.Id.Value, end.Status, end.Reason, end.Reads, end.Writes, Shortened(ended?.Ended?.Value)));
        return isLeft ? new ParkedRun(time.GetUtcNow() + JournalPause, IsJournaled: false) : null;
    }

    /// <summary>Null when the call is not made again.</summary>
    private JournalOperation.RetryCall? Retried(RunStint stint, RunBroker broker, long call, string reason, RunJournal runJournal)
    {
        var run = stint.Run;
        var rule = stint.Image.Manifest.Rule;
        if (!parks || !stint.GoesOn || broker.Outcome.IsStopped || Retry.At(run, rule, time.GetUtcNow()) is not { } at)
            return null;
        runJournal.Note(LogSeverity.Warning, $"The call that failed is made again at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}, for the {run.Retries + 1}. of {rule.Retry.Times} times: {reason}");
        LogRetried(run.Rule, run.Id, at, reason);
        return new JournalOperation.RetryCall(run.Id, call, at, reason, broker.Spending.Waited);
    }

    /// <summary>A journal that cannot be written now has the run under way, and what of it is durable; from there it goes on.</summary>
    private async Task<ParkedRun> Park(JournalOperation parking, DateTimeOffset wakeAt, RunJournal runJournal)
    {
        try
        {
            await runJournal.End(parking);
            return new ParkedRun(wakeAt, IsJournaled: true);
        }
        catch (JournalException e)
        {
            LogNotParked(e);
            return new ParkedRun(wakeAt, IsJournaled: false);
        }
    }

    /// <summary>What it has done goes with it, as far as the journal can be written.</summary>
    private async Task<RunEnd> Leave(RunRecord run, RunEnd end, RunJournal runJournal)
    {
        end = end with { Reason = $"{end.Reason} It goes on when a host starts again." };
        LogLeft(run.Rule, run.Id, end.Reason);
        try
        {
            await runJournal.End();
        }
        catch (JournalException e)
        {
            LogNotParked(e);
        }

        return end;
    }

    /// <returns>The end; and whether the journal has the run under way all the same, so that it is to go on from there.</returns>
    private async Task<(RunEnd End, bool IsLeft)> Close(RunStint stint, RunEnd end, WorkerFate fate, RunBroker broker, RunJournal runJournal)
    {
        var run = stint.Run;
        try
        {
            await runJournal.End(end.Status == RunStatus.Interrupted && !stint.GoesOn
                ? Interruption.Of(run, journal.Effects(run.Id), end)
                : [.. end.Status == RunStatus.Succeeded ? broker.AtEnd() : [], new JournalOperation.MoveRun(run.Id, RunStatus.Running, end), .. Kills(run, end, fate)]);
            if (fate == WorkerFate.Killed && Quarantine.Of(journal.Kills(run.Account), stint.Image, run.Rule) is { } quarantined)
                LogQuarantined(run.Rule, run.Account, quarantined);
        }
        catch (JournalException e)
        {
            LogNotJournaled(e, run.Id);
            if (parks && stint.GoesOn)
                return (end with { Status = RunStatus.Interrupted, Reason = $"The journal could not be written: {e.Message} The run goes on from what is durable of it when the journal can be written again." }, true);
            end = end with { Reason = $"{end.Reason} The journal could not be written: {e.Message}".TrimStart() };
        }

        if (end.Status == RunStatus.Succeeded)
            LogSucceeded(run.Rule, run.Id, end.Reads, end.Writes);
        else
            LogEnded(run.Rule, run.Id, end.Status, end.Reason);
        return (end, false);
    }

    private async Task<(StintEnd? Ended, string? Trouble, WorkerFate Fate)> InLane(RunStint stint, RunBroker broker, RunJournal runJournal)
    {
        while (true)
        {
            Lane lane;
            try
            {
                lane = await lanes.Rent(broker.Outcome.Stopping);
            }
            catch (Exception e) when (e is LaneException or OperationCanceledException)
            {
                return (null, e.Message, WorkerFate.NeverRan);
            }

            var (ended, trouble, fate) = await In(lane, stint, broker, runJournal);
            if (fate != WorkerFate.Spoilt)
                return (ended, trouble, fate);
            LogSpoilt(stint.Run.Rule, stint.Run.Id, trouble);
        }
    }

    private async Task<(StintEnd? Ended, string? Trouble, WorkerFate Fate)> In(Lane lane, RunStint stint, RunBroker broker, RunJournal runJournal)
    {
        StintEnd? ended = null;
        var image = stint.Image;
        var course = new RunCourse(stint.Run, stint.History, broker, runJournal, mayPark: parks && stint.GoesOn, time);
        using var conversation = new Conversation(lane, course, broker, runJournal);
        var dog = new RunWatchdog(lane, image.Manifest.Rule.Limits, broker.Outcome, watchdog, time);
        var fate = WorkerFate.NeverRan;
        try
        {
            using var stopping = broker.Outcome.Stopping.Register(() =>
            {
                // What may go on later must not run its own clean-up now, as if it had ended.
                if (broker.Outcome.Status is RunStatus.Interrupted or RunStatus.InDoubt && stint.GoesOn)
                    lane.Kill();
                dog.Expect();
                conversation.Cancel(broker.Outcome.Reason!);
            });
            lane.Load(image.Hash, image.Dll, image.Pdb);
            lane.Send(stint.Begin() with { Turn = lane.Turn });
            fate = WorkerFate.Killed; // Unless it comes to the run's own end.
            ended = await conversation.ToItsEnd(dog.Begun, dog.Expect);
            return (ended, null, dog.HasKilled ? WorkerFate.Killed : WorkerFate.Lived);
        }
        catch (LaneException e)
        {
            var isOthers = lane.IsUsed && !conversation.HasBegun && !broker.Outcome.IsStopped;
            return (null, dog.NotBegun ?? e.Message, isOthers ? WorkerFate.Spoilt : fate);
        }
        finally
        {
            dog.Dispose();
            (broker.Spending.Slept, broker.Spending.Worked) = (course.Slept, dog.Worked);
            var lived = ended is { WakeAt: not null } or { Ended.Error: not { Type: OutOfMemory } };
            await lanes.Return(lane, healthy: lived && !broker.Outcome.IsStopped && lane.Figures.Memory < watchdog.Memory / 2);
        }
    }

    private enum WorkerFate
    {
        /// <summary>It could not be had, or was gone before the run began: that says nothing of the rule.</summary>
        NeverRan,

        /// <summary>By an earlier run, before this one had begun: it begins in another.</summary>
        Spoilt,
        Lived,

        /// <summary>Or died by itself, under this run.</summary>
        Killed,
    }

    /// <summary>A person who cancels, a host that stops, and an answer that was lost say nothing of the rule.</summary>
    private static IEnumerable<JournalOperation> Kills(RunRecord run, RunEnd end, WorkerFate fate) => fate switch
    {
        _ when ConsoleSnippet.IsOne(run) || end.Status is RunStatus.Cancelled or RunStatus.Interrupted or RunStatus.InDoubt => [],
        WorkerFate.Killed => [new JournalOperation.CountKill(run.Rule, run.ImageHash, end.Reason ?? "The worker ended.", end.At)],
        WorkerFate.Lived => [new JournalOperation.ForgetKills(run.Rule, run.ImageHash)],
        _ => [],
    };

    private RunEnd End(RunStint stint, RunBroker broker, RunEnded? ended, string? trouble)
    {
        var (retries, retryReason) = (stint.Run.Retries, stint.Run.RetryReason);
        var end = new RunEnd
        {
            Status = RunStatus.Failed,
            At = time.GetUtcNow(),
            Reads = broker.Spending.Reads,
            Writes = broker.Spending.Writes,
            Calls = broker.Spending.Calls,
            Waited = broker.Spending.Waited,
            Slept = broker.Spending.Slept,
            Worked = broker.Spending.Worked,
        };
        if (broker.Outcome is { Status: RunStatus.Interrupted, GoesOn: false } && retryReason is not null)
            return end with { Reason = $"{retryReason} That call could not be made again, since the rule does not come to it in the same way: {broker.Outcome.Reason}" };
        if (broker.Outcome.Status is { } stopped)
            return end with { Status = stopped, Reason = broker.Outcome.Reason };
        return ended switch
        {
            null => end with { Reason = trouble },
            { Ending: RunEnding.Completed } => end with { Status = RunStatus.Succeeded },
            { Ending: RunEnding.Diverged } => end with { Reason = Shortened(ended.Error?.Message) },
            _ => end with { Reason = Shortened(InWords(ended.Error)) + (retries == 0 ? "" : $" A call that failed was made again {retries} time{(retries == 1 ? "" : "s")}.") },
        };
    }

    private static string InWords(RuleError? error) => error is null ? "The rule failed without saying why."
        : error.Frames.Count == 0 ? $"{error.Type}: {error.Message}"
        : $"{error.Type}: {error.Message} — at {string.Join(", ", error.Frames)}";

    /// <summary>A worker says what it likes; what it says is kept for people to read.</summary>
    private static string? Shortened(string? text) => text is null || text.Length <= LongestReason ? text : text[..LongestReason] + "…";

    private void LogStarted(RuleName rule, string handler, string account, RunId run, bool dry, int answers)
    {
        if (answers == 0)
            LogStarted(rule, handler, account, run, dry);
        else
            LogGoesOn(rule, handler, account, run, answers);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} {Handler} started on {Account} as run {Run} (dry: {Dry})")]
    private partial void LogStarted(RuleName rule, string handler, string account, RunId run, bool dry);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} {Handler} goes on with run {Run} on {Account}, after {Answers} answers it had before")]
    private partial void LogGoesOn(RuleName rule, string handler, string account, RunId run, int answers);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} run {Run} waits until {Until} and gives its worker back")]
    private partial void LogParked(RuleName rule, RunId run, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} makes the call that failed again at {At}: {Reason}")]
    private partial void LogRetried(RuleName rule, RunId run, DateTimeOffset at, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "What a run was at could not be journaled; it goes on from what is durable of it")]
    private partial void LogNotParked(JournalException e);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} run {Run} is left: {Reason}")]
    private partial void LogLeft(RuleName rule, RunId run, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} begins in another worker, since an earlier run had spoilt the one it was to have: {Trouble}")]
    private partial void LogSpoilt(RuleName rule, RunId run, string? trouble);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} run {Run} succeeded: {Reads} reads, {Writes} changes")]
    private partial void LogSucceeded(RuleName rule, RunId run, int reads, int writes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rule} run {Run} ended as {Status}: {Reason}")]
    private partial void LogEnded(RuleName rule, RunId run, RunStatus status, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rule} on {Account}: {Reason}")]
    private partial void LogQuarantined(RuleName rule, string account, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of run {Run} could not be journaled; it goes on from what is durable of it when the journal can be written again")]
    private partial void LogNotJournaled(JournalException e, RunId run);
}
