using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>
/// What becomes of a run that was cut off and cannot go on from the journal, such as a dry one or one of an older version: queued again
/// if it was live and had changed nothing, else kept as interrupted for a person to decide.
/// </summary>
internal static class Interruption
{
    internal static IReadOnlyList<JournalOperation> Of(RunRecord run, IReadOnlyList<EffectRecord> effects, RunEnd end)
    {
        var made = effects.Count(e => e.Status is EffectStatus.Done or EffectStatus.InDoubt or EffectStatus.Intended);
        if (made == 0 && RunStint.CanGoOn(run))
        {
            return
            [
                new JournalOperation.MoveRun(run.Id, RunStatus.Running, end with { Reason = $"{end.Reason} It had changed nothing and was queued again." }),
                new JournalOperation.RequeueDue(run.DueKey, run.Id),
            ];
        }

        var reason = made == 0
            ? $"{end.Reason} It had changed nothing and was not queued again: the person who started it can do so."
            : $"{end.Reason} It had sent {made} effect{(made == 1 ? "" : "s")}; 'automator runs show {run.Id}' lists them. Look at the account, then run the rule again or leave it.";
        return [new JournalOperation.MoveRun(run.Id, RunStatus.Running, end with { Reason = reason })];
    }
}
