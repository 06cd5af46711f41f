using Automator.Benchmarks.Durability;
using Automator.Host;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Storms;

/// <summary>Protocols that are wrong on purpose: a storm that they survive shows nothing.</summary>
internal static class BrokenJournal
{
    private static readonly Dictionary<string, Func<IJournal, IJournal>> All = new()
    {
        ["no-intent"] = inner => new WithoutIntents(inner),
        ["by-number"] = inner => new InOrderOfCalls(inner),
        ["one-by-one"] = inner => new EachDoubtAlone(inner),
    };

    internal static string Names => string.Join(", ", All.Keys);

    internal static bool IsKnown(string name) => All.ContainsKey(name);

    internal static IJournal Around(IJournal inner, string? name) => name is null ? inner : All[name](inner);

    /// <summary>An effect is journaled when it was answered, not before it is sent.</summary>
    private sealed class WithoutIntents(IJournal inner) : JournalAround(inner)
    {
        private readonly Dictionary<(RunId, long), JournalOperation.AddEffect> _kept = [];

        public override Task<CommitResult> Commit(Fence fence, IReadOnlyList<JournalOperation> operations, CancellationToken cancellation)
        {
            var written = new List<JournalOperation>();
            lock (_kept)
            {
                foreach (var operation in operations)
                {
                    if (operation is JournalOperation.AddEffect add)
                    {
                        _kept[(add.Effect.Run, add.Effect.Sequence)] = add;
                        continue;
                    }

                    if (operation is JournalOperation.AnswerEffect answer && _kept.Remove((answer.Run, answer.Sequence), out var late))
                        written.Add(late);
                    written.Add(operation);
                }
            }

            return written.Count == 0 ? Task.FromResult(CommitResult.Done) : base.Commit(fence, written, cancellation);
        }
    }

    /// <summary>Answers are matched by the number of their calls alone, not in the order in which they were delivered.</summary>
    private sealed class InOrderOfCalls(IJournal inner) : JournalAround(inner)
    {
        public override IReadOnlyList<AnswerRecord> Answers(RunId run) => [.. base.Answers(run).OrderBy(answer => answer.Sequence)];
    }

    /// <summary>What other effects have made is not looked at when a doubt is settled.</summary>
    private sealed class EachDoubtAlone(IJournal inner) : JournalAround(inner)
    {
        public override DoneBy? MadeBy(string account, string operation, long id) => null;
    }
}
