using System.Globalization;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>What a person says of an effect in doubt, or of the run that it holds up.</summary>
internal enum DoubtWord
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not: it is sent again.</summary>
    NotDone,

    /// <summary>The run does not go on, and nothing is said of its effects.</summary>
    GiveUp,
}

/// <summary>What became of a person's word.</summary>
/// <param name="Did">For that person; null where nothing was done.</param>
/// <param name="Problem">Why not, and what to do.</param>
/// <param name="Status">Of the run, from here on.</param>
internal sealed record DoubtSettled(string? Did, string? Problem, RunStatus Status);

/// <summary>
/// Takes a person's word on effects of which nobody can tell whether they were done. With the last one the run goes on: what was done
/// is answered as if the account had, and what was not is sent again.
/// </summary>
/// <param name="journal">Has the run.</param>
/// <param name="fence">Its account's.</param>
/// <param name="ask">Reads from the account, where a record is named that nobody has thought of.</param>
/// <param name="time">Says when it was said.</param>
internal sealed class RunDoubts(IJournal journal, Fence fence, Func<Operation, CancellationToken, Task<object>> ask, TimeProvider time)
{
    /// <param name="run">As the journal has it.</param>
    /// <param name="word">What became of the effect.</param>
    /// <param name="sequence">Which effect; null where only one is in doubt.</param>
    /// <param name="id">The record that it made.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<DoubtSettled> Say(RunRecord run, DoubtWord word, long? sequence, long? id, CancellationToken cancellation)
    {
        if (run.Status != RunStatus.InDoubt)
            return new(null, NotInDoubt(run.Id.Value, run.Status), run.Status);
        var open = journal.Effects(run.Id).Where(effect => effect.Status == EffectStatus.InDoubt).ToList();
        if (word == DoubtWord.GiveUp)
            return await GiveUp(run, open, cancellation);
        if (open.Count > 1 && sequence is null)
            return new(null, $"{open.Count} effects of the run {run.Id} are in doubt: {Names(open)}. Say which one, with --effect NUMBER.", run.Status);
        if (open.FirstOrDefault(one => sequence is null || one.Sequence == sequence) is not { } effect)
            return new(null, $"Effect {sequence} of the run {run.Id} is not in doubt. In doubt: {Names(open)}.", run.Status);
        return (word == DoubtWord.Done ? await Refusal(effect, id, cancellation) : null) is { } refusal
            ? new(null, refusal, run.Status)
            : await Settle(run, effect, word == DoubtWord.Done, id, [.. open.Where(one => one != effect)], cancellation);
    }

    internal static string NotInDoubt(string run, RunStatus status) => status switch
    {
        RunStatus.Interrupted => $"The run {run} was interrupted and cannot go on: it can only be started afresh, with 'automator runs again {run}'. Look at what it had done first.",
        RunStatus.Running or RunStatus.Waiting => $"The run {run} is under way, and nothing of it waits for a person.",
        RunStatus.Queued => $"'{run}' has not begun: there is nothing to settle. 'automator runs cancel {run}' drops it.",
        _ => $"The run {run} is not in doubt: it has ended.",
    };

    private Task<DoubtSettled> GiveUp(RunRecord run, List<EffectRecord> open, CancellationToken cancellation)
    {
        var end = run.End! with { Status = RunStatus.Cancelled, At = time.GetUtcNow(), Reason = $"Given up by a person. Nobody has said whether {Descriptions(open)}." };
        return Write(run, [new JournalOperation.MoveRun(run.Id, RunStatus.InDoubt, end)], RunStatus.Cancelled, $"The run {run.Id} is given up, with its effects as they are.", cancellation);
    }

    private Task<DoubtSettled> Settle(RunRecord run, EffectRecord effect, bool done, long? id, List<EffectRecord> left, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var word = $"By a person, at {now:yyyy-MM-dd HH:mm:ss'Z'}: '{effect.Description}' was {(done ? "" : "not ")}done{(done && id is not null ? $", as {id}" : "")}.";
        var before = effect.Doubt is { } json ? EffectDoubt.Of(json) : new EffectDoubt { Why = effect.Answer ?? "" };
        var end = AsItMoves(run, left);
        return Write(
            run,
            [
                new JournalOperation.AnswerEffect(
                    run.Id, effect.Sequence, done ? EffectStatus.Done : EffectStatus.NotDone, done ? id?.ToString(CultureInfo.InvariantCulture) : null, now,
                    done ? ClaimedRecords.Result(id) : null, (before with { SettledAt = now }).ToJson()),
                new JournalOperation.AddLog(new LogRecord { Run = run.Id, Ordinal = journal.Log(run.Id).Count, At = now, Level = LogSeverity.Info, FromHost = true, Text = word }),
                new JournalOperation.MoveRun(run.Id, RunStatus.InDoubt, end),
            ],
            end.Status,
            left.Count > 0 ? $"{word} Still in doubt: {Names(left)}." : word,
            cancellation);
    }

    /// <summary>On; or on with its doubt, so that the log hears of what was said; or to its end, where it cannot go on.</summary>
    private RunEnd AsItMoves(RunRecord run, List<EffectRecord> left) => left.Count > 0
        ? run.End! with { Reason = $"Nobody can tell whether {Descriptions(left)}. Look at the account, then say what became of it: 'automator runs resolve {run.Id}'." }
        : RunStint.CanGoOn(run) && journal.Inputs(run.Id) is not null
            ? run.End! with { Status = RunStatus.Running }
            : run.End! with { Status = RunStatus.Interrupted, Reason = "A person has said what became of its effects; it cannot go on from there." };

    /// <summary>Why it cannot be as the person says; null where it can.</summary>
    private async Task<string?> Refusal(EffectRecord effect, long? id, CancellationToken cancellation)
    {
        if (ClaimedRecords.IsUpload(effect))
            return $"Nobody knows the number of what '{effect.Description}' has put up, and what is not attached nobody sees: say --not-done, and it is put up again.";
        if (!ClaimedRecords.AreMadeBy(effect))
            return id is null ? null : $"'{effect.Description}' makes no record: say --done alone.";
        var candidates = effect.Doubt is { } json ? EffectDoubt.Of(json).Candidates : [];
        if (id is not { } made)
            return $"'{effect.Description}' makes a record: say which one it is, with --done ID.{(candidates.Count == 0 ? "" : $" It may be {string.Join(" or ", candidates)}.")}";
        if (journal.MadeBy(fence.Account, effect.Operation, made) is not null)
            return $"{made} was made by another effect, whose answer is known.";
        return candidates.Contains(made) ? null : await LookedFor(effect, made, cancellation);
    }

    private async Task<string?> LookedFor(EffectRecord effect, long made, CancellationToken cancellation)
    {
        try
        {
            await ask(ClaimedRecords.Read(effect, made), cancellation);
            return null;
        }
        catch (CallFailedException e) when (e.Failure.Kind == CallFailureKind.NotFound)
        {
            return $"The account has no record {made} of the kind that '{effect.Description}' makes.";
        }
        catch (CallFailedException e)
        {
            return $"The account did not say whether {made} is of the kind that '{effect.Description}' makes: {e.Failure.Message}";
        }
    }

    private async Task<DoubtSettled> Write(RunRecord run, IReadOnlyList<JournalOperation> batch, RunStatus to, string did, CancellationToken cancellation) =>
        await journal.Commit(fence, batch, cancellation) switch
        {
            CommitResult.Done => new(did, null, to),
            CommitResult.Fenced => new(null, $"The account '{run.Account}' has been taken over by another host; say it there.", run.Status),
            _ => new(null, $"Somebody else has said something of the run {run.Id} meanwhile: look at it again.", run.Status),
        };

    private static string Descriptions(List<EffectRecord> effects) =>
        $"{string.Join(" and ", effects.Select(effect => $"'{effect.Description}'"))} {(effects.Count == 1 ? "was" : "were")} done";

    private static string Names(List<EffectRecord> effects) => string.Join("; ", effects.Select(effect => $"{effect.Sequence}, {effect.Description}"));
}
