using Automator.Host.Journal;

namespace Automator.Host.Triggers;

/// <summary>Tells which of our own runs an event is the doing of, so that no rule goes round in a circle.</summary>
/// <param name="journal">Knows what our effects did.</param>
/// <param name="account">The account's name.</param>
/// <param name="clockSkew">How far its clock and ours may be apart.</param>
internal sealed class Causes(IJournal journal, string account, TimeSpan clockSkew)
{
    /// <summary>Runs that lead to each other, at most: the next is not started.</summary>
    internal const int Deepest = 5;

    /// <summary>Whether a run of ours is about to make such a record, or waits to hear of one: then nobody can tell yet whose a new one is.</summary>
    /// <param name="operation">The effect that makes it.</param>
    internal bool IsMaking(string operation) => journal.IsMaking(account, operation);

    internal DoneBy? Made(string operation, long id) => journal.MadeBy(account, operation, id);

    /// <summary>The same, if it was made at that time.</summary>
    internal DoneBy? Made(string operation, long id, DateTimeOffset at) => Made(operation, id) is { } by && IsOf(by, at) ? by : null;

    /// <summary>Who of ours changed a record, if that is the change that was seen: a person may have changed it since.</summary>
    /// <param name="operation">The effect that does such a thing.</param>
    /// <param name="path">Where it was sent.</param>
    /// <param name="at">When the record was changed, as far as the account tells.</param>
    internal DoneBy? Changed(string operation, string path, DateTimeOffset at) =>
        journal.ChangedBy(account, operation, path) is { } by && IsOf(by, at) ? by : null;

    private bool IsOf(DoneBy by, DateTimeOffset at) => (at - by.At).Duration() <= clockSkew;

    /// <summary>A due that is to be run, unless too many runs have led to it.</summary>
    internal static JournalOperation Add(Due due) => due.Depth < Deepest
        ? new JournalOperation.AddDue(due)
        : new JournalOperation.RefuseDue(due, $"{Deepest} runs have led to this one, each after the other: the chain ends here. Look for rules that set off each other.");
}
