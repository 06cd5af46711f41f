using Automator.Sdk;

namespace Automator.Host.Triggers.Watching;

/// <summary>What was last seen of a to-do list.</summary>
/// <param name="Counts">Of its open and completed items; empty where the account did not tell.</param>
/// <param name="IsCompleted">Whether it had items, and all were completed.</param>
/// <param name="Depth">Which of its items have marks of their own.</param>
/// <param name="IsOwed">Whether its items are to be looked at again, for something in its project changed.</param>
/// <param name="Name">Its name.</param>
internal sealed record ListMark(string Counts, bool IsCompleted, ListDepth Depth, bool IsOwed, string Name)
{
    internal static ListMark Of(TodoList list, ListDepth depth) => new(
        list is { OpenCount: { } open, CompletedCount: { } completed } ? $"{open}/{completed}" : "", list.IsCompleted, depth, IsOwed: false, list.Name);

    internal static ListMark Read(string text)
    {
        var parts = text.Split(' ', 3);
        return new ListMark(parts[0], parts[1][0] == 'c', (ListDepth)(parts[1][1] - '0'), parts[1][2] == 'o', parts[2]);
    }

    public override string ToString() => $"{Counts} {(IsCompleted ? 'c' : '-')}{(int)Depth}{(IsOwed ? 'o' : '-')} {Name}";
}

/// <summary>How much of a to-do list is watched, by what is listened to.</summary>
internal enum ListDepth
{
    /// <summary>Nothing in it.</summary>
    List,

    /// <summary>Its items, where it has completed ones.</summary>
    Completed,

    /// <summary>Its items.</summary>
    Items,

    /// <summary>Also what no count tells of.</summary>
    All,
}
