using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>
/// What becomes of a run that was cut off and cannot go on from the journal, such as a dry one: queued again if it was live and had
/// changed nothing, else kept as interrupted for a person to decide.
/// </summary>
internal static class Interruption
{
    /// <summary>Whether a run can go on from the journal.</summary>
    internal static bool CanGoOn(RunRecord run, IJournal journal) => !run.Dry && !ConsoleSnippet.IsOne(run) && journal.Inputs(run.Id) is not null;

    internal static IReadOnlyList<JournalOperation> Of(RunRecord run, IReadOnlyList<EffectRecord> effects, RunEnd end)
    {
        var made = effects.Count(e => e.Status is EffectStatus.Done or EffectStatus.InDoubt or EffectStatus.Intended);
        if (made == 0 && !run.Dry && run.Rule != ConsoleSnippet.Rule)
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
