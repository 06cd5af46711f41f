namespace Automator.Host.Journal;

/// <summary>
/// One step of a batch, about things of the batch's account: those of another are not there for it. A closed set.
/// </summary>
internal abstract record JournalOperation
{
    /// <summary>A due by its key: one that is there already, in whatever state, stays as it is, and one that was let go does not come again.</summary>
    internal sealed record AddDue(Due Due) : JournalOperation;

    /// <summary>A due that is never to become a run, and why; one that is there already by its key stays as it is.</summary>
    internal sealed record RefuseDue(Due Due, string Reason) : JournalOperation;

    /// <summary>A pending due that will not become a run, and why. Conflict when it is not pending.</summary>
    internal sealed record DropDue(string Key, string Reason, DateTimeOffset At) : JournalOperation;

    /// <summary>A run begins, and its due is taken. Conflict when the run exists or the due is not pending.</summary>
    /// <param name="Run">As it begins.</param>
    /// <param name="Inputs">All it is given beside its payload, in JSON; null for one that cannot go on after a crash.</param>
    internal sealed record StartRun(RunRecord Run, JournalBody? Inputs = null) : JournalOperation;

    /// <summary>A run that has begun is for another due too. Conflict when the due is not pending, or the run not running.</summary>
    internal sealed record JoinRun(string Key, RunId Run) : JournalOperation;

    /// <summary>
    /// A run reaches another state. Conflict when it is not in <paramref name="From"/>. One that runs again has no end any more;
    /// conflict when its bodies were let go.
    /// </summary>
    internal sealed record MoveRun(RunId Run, RunStatus From, RunEnd End) : JournalOperation;

    /// <summary>A running run waits for an instant. Conflict when it is not running.</summary>
    /// <param name="Run">Which.</param>
    /// <param name="WakeAt">When it goes on.</param>
    /// <param name="Waited">What its requests have waited for the account's budget by now.</param>
    internal sealed record ParkRun(RunId Run, DateTimeOffset WakeAt, TimeSpan Waited = default) : JournalOperation;

    /// <summary>
    /// A running run waits for an instant, and then makes a call again that failed: its answer is forgotten, and the effect that was
    /// refused. Conflict when it is not running, or that call did not fail.
    /// </summary>
    /// <param name="Run">The run.</param>
    /// <param name="Sequence">The call's.</param>
    /// <param name="WakeAt">When it goes on.</param>
    /// <param name="Reason">How it failed, for people.</param>
    /// <param name="Waited">What its requests have waited for the account's budget by now.</param>
    internal sealed record RetryCall(RunId Run, long Sequence, DateTimeOffset WakeAt, string Reason, TimeSpan Waited = default) : JournalOperation;

    /// <summary>A waiting run goes on. Conflict when it is not waiting.</summary>
    internal sealed record WakeRun(RunId Run) : JournalOperation;

    /// <summary>
    /// A call's answer is delivered. Conflict when it is not the next of the run, or the run is not running: so what is there has no gaps.
    /// </summary>
    internal sealed record AddAnswer(AnswerRecord Answer) : JournalOperation;

    /// <summary>The due of a run is pending again, with those that had joined it. Conflict when it is not taken by that run.</summary>
    internal sealed record RequeueDue(string Key, RunId Run) : JournalOperation;

    /// <summary>
    /// An effect is about to be sent. Conflict when the run has one with this sequence number, or is not running: what was
    /// cancelled while it waited for its turn is never sent.
    /// </summary>
    internal sealed record AddEffect(EffectRecord Effect) : JournalOperation;

    /// <summary>
    /// An effect that was not sent after all, by a run that goes on later, or one that a person says was not done, before it is added
    /// anew. Conflict when it is not there, or was answered.
    /// </summary>
    internal sealed record WithdrawEffect(RunId Run, long Sequence) : JournalOperation;

    /// <summary>
    /// An effect was answered. Conflict when it is not there or was answered before; doubt is no answer, and can be settled.
    /// </summary>
    /// <param name="Run">Whose effect it is.</param>
    /// <param name="Sequence">Its call's.</param>
    /// <param name="Status">What became of it.</param>
    /// <param name="Answer">For people: the id of what was created, or the failure's text.</param>
    /// <param name="At">When.</param>
    /// <param name="Result">What the rule gets, in JSON; null while it is in doubt.</param>
    /// <param name="Doubt">Why nobody can tell, or could until a person did, in JSON.</param>
    internal sealed record AnswerEffect(
        RunId Run, long Sequence, EffectStatus Status, string? Answer, DateTimeOffset At, string? Result = null, string? Doubt = null) : JournalOperation;

    /// <summary>Conflict when the run is not there or has a line with this ordinal.</summary>
    internal sealed record AddLog(LogRecord Line) : JournalOperation;

    /// <summary>A rule's value; null removes it.</summary>
    internal sealed record SetState(RuleName Rule, string Key, string? Json, RunId Run) : JournalOperation;

    /// <summary>Values move from a rule's former name to its new one, where the new one has none by that key; the others stay. So does a pause.</summary>
    internal sealed record RenameRule(RuleName From, RuleName To) : JournalOperation;

    /// <summary>The worker of a run of this version had to be killed, or died: one more in a row, or the first of another version.</summary>
    internal sealed record CountKill(RuleName Rule, string ImageHash, string Reason, DateTimeOffset At) : JournalOperation;

    /// <summary>The rule's kills are over: a run of that version ended without one, or a person releases it, whatever the version (null).</summary>
    internal sealed record ForgetKills(RuleName Rule, string? ImageHash) : JournalOperation;

    /// <summary>A rule is paused, or all of the account (null); what is paused already stays so since then.</summary>
    internal sealed record Pause(RuleName? Rule, DateTimeOffset At, string? Reason = null) : JournalOperation;

    /// <summary>It goes on. Conflict when it is not paused.</summary>
    internal sealed record Resume(RuleName? Rule) : JournalOperation;

    /// <summary>Conflict when the cursor is not at <paramref name="From"/> (null: not set).</summary>
    internal sealed record MoveCursor(string Name, string? From, string To) : JournalOperation;

    /// <summary>The account watch has seen a record with this mark; a null mark forgets it.</summary>
    internal sealed record SetSeen(string Kind, long Id, string? Mark) : JournalOperation;
}
