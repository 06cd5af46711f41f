using Automator.Host.Journal;
using Automator.Sdk;

namespace Automator.Host.Triggers;

/// <summary>Tells which of our own runs an event is the doing of, so that no rule goes round in a circle.</summary>
/// <param name="journal">Knows what our effects did.</param>
/// <param name="account">The account's name.</param>
/// <param name="clockSkew">How far its clock and ours may be apart.</param>
internal sealed class Causes(IJournal journal, string account, TimeSpan clockSkew)
{
    /// <summary>Runs that lead to each other, at most: the next is not started.</summary>
    internal const int Deepest = 5;

    /// <summary>Whether a run of ours is about to make a project, or waits to hear of one: then nobody can tell yet whose a new one is.</summary>
    internal bool IsMakingProjects => journal.IsMaking(account, "project.create");

    internal DoneBy? Of(Project created) => journal.MadeBy(account, "project.create", created.Id);

    /// <summary>One that we completed some time ago may have been completed by a person since.</summary>
    internal DoneBy? Of(TodoItem completed, DateTimeOffset now) => journal.CompletedBy(account, $"/todo_items/{completed.Id}/complete.xml") is { } by
        && ((completed.CompletedAt ?? completed.UpdatedAt ?? now) - by.At).Duration() <= clockSkew ? by : null;

    /// <summary>A due that is to be run, unless too many runs have led to it.</summary>
    internal static JournalOperation Add(Due due) => due.Depth < Deepest
        ? new JournalOperation.AddDue(due)
        : new JournalOperation.RefuseDue(due, $"{Deepest} runs have led to this one, each after the other: the chain ends here. Look for rules that set off each other.");
}
