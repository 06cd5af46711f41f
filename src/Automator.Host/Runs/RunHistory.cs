using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>
/// What the journal has of a run that goes on: the answers it was given, in that order, and the effects it had begun. The run is
/// taken through them again and must ask for the same each time; after the last answer it is where it was.
/// </summary>
internal sealed class RunHistory
{
    /// <summary>Not delivered yet: they may be large, and go one by one.</summary>
    private readonly Queue<AnswerRecord> _answers;

    private readonly Dictionary<long, (string Operation, byte[] Request)> _answered;
    private readonly Dictionary<long, EffectRecord> _effects;

    internal RunHistory(IReadOnlyList<AnswerRecord> answers, IReadOnlyList<EffectRecord> effects)
    {
        _answers = new Queue<AnswerRecord>(answers);
        _answered = answers.ToDictionary(answer => answer.Sequence, answer => (answer.Operation, answer.Request));
        _effects = effects.ToDictionary(effect => effect.Sequence);
    }

    internal static RunHistory None() => new([], []);

    internal bool IsEmpty => _answered.Count == 0 && _effects.Count == 0;

    /// <summary>Whether answers are left that were delivered before.</summary>
    internal bool IsBeforeItsEnd => _answers.Count > 0;

    internal AnswerRecord Next => _answers.Peek();

    internal AnswerRecord Take() => _answers.Dequeue();

    internal EffectRecord? Effect(long sequence) => _effects.GetValueOrDefault(sequence);

    /// <summary>Null when the run asks for what it asked for before, or had not come to this call.</summary>
    internal string? Divergence(CallIssued call)
    {
        var (operation, request) = _answered.TryGetValue(call.Sequence, out var answer) ? answer
            : _effects.TryGetValue(call.Sequence, out var effect) ? (effect.Operation, effect.Request)
            : (null, null);
        return request is null || CallAnswer.Hash(call.Operation).AsSpan().SequenceEqual(request) ? null
            : call.Operation.OperationName == operation ? Diverged($"its call {call.Sequence} was the same {operation} with other arguments")
            : Diverged($"its call {call.Sequence} was {operation}, and is {call.Operation.OperationName} now");
    }

    /// <summary>The run is idle, and has not asked for what is to be delivered next.</summary>
    internal string NotAsked() => Diverged($"its call {Next.Sequence} was {Next.Operation}, and it waits for others now");

    /// <summary>All was delivered again, and an effect that had been begun is not asked for; null when each is.</summary>
    internal string? Missing(IReadOnlyCollection<long> asked) =>
        _effects.Values.FirstOrDefault(effect => !_answered.ContainsKey(effect.Sequence) && !asked.Contains(effect.Sequence)) is { } missing
            ? Diverged($"its call {missing.Sequence} was {missing.Operation} ({missing.Description}), and it does not come to that now")
            : null;

    /// <summary>The run has ended, and what it was given has not.</summary>
    internal string EndedEarly() => Diverged($"its call {Next.Sequence} was {Next.Operation}, and it ended before that now");

    private static string Diverged(string how) =>
        $"The run was cut off and cannot go on: it does not do what it did before; {how}. Nothing was sent. Look at what it had done, then run the rule again or leave it.";
}
