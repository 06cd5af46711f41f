using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Runs;

namespace Automator.Host.Control;

/// <summary>What a person sees before a run is started once more.</summary>
internal static class Afresh
{
    private const int MostShown = 50;

    /// <summary>Null where it may be started.</summary>
    internal static RunEvent.NotStarted? Refusal(RunRecord run, IReadOnlyList<EffectRecord> effects, bool isConfirmed)
    {
        if (run.Status is RunStatus.Running or RunStatus.Waiting)
            return new($"The run {run.Id} is still under way. 'automator runs cancel {run.Id}' ends it.");
        if (ConsoleSnippet.IsOne(run))
            return new($"The run {run.Id} was typed into the console: type it again.");
        var made = effects.Where(effect => effect.Status is EffectStatus.Done or EffectStatus.InDoubt or EffectStatus.Intended).ToList();
        return made.Count == 0 || isConfirmed ? null : new(InWords(run, made), IsRefusal: true);
    }

    private static string InWords(RunRecord run, List<EffectRecord> made) => string.Join('\n', (string[])
    [
        $"The run {run.Id} had {(made.Count == 1 ? "an effect" : $"{made.Count} effects")} on the account already:",
        .. made.Take(MostShown).Select(InWords),
        .. made.Count > MostShown ? (string[])[$"and {made.Count - MostShown} more; 'automator runs show {run.Id}' lists them all"] : [],
        $"A new run begins from the start, and does all of it again. To start it all the same: automator runs again {run.Id} --yes",
    ]);

    private static string InWords(EffectRecord effect) => effect.Status switch
    {
        EffectStatus.Done => $"did {effect.Description}{(effect.Answer is { } id ? $" (as {id})" : "")}",
        EffectStatus.InDoubt => $"in doubt: {effect.Description}: {effect.Answer}",
        _ => $"perhaps sent: {effect.Description}",
    };
}
