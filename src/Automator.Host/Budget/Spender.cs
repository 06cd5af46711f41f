namespace Automator.Host.Budget;

/// <summary>One name's part in one kind of request: what it holds, and its calls that wait.</summary>
internal sealed class Spender(string name, double weight, int ceiling)
{
    internal string Name => name;

    internal double Weight => weight;

    /// <summary>Slots taken: under way, or answered within the last window.</summary>
    internal int Used { get; set; }

    internal bool IsAtCeiling => Used >= ceiling;

    /// <summary>
    /// The start tag of start-time fair queueing: how far its share has been used, on the line's own scale. Who asks for less
    /// than its share is always behind the others, and so is next whenever it asks.
    /// </summary>
    internal double Tag { get; set; }

    /// <summary>By priority, then in order of arrival.</summary>
    internal LinkedList<Waiter> Waiting { get; } = new();

    internal bool IsIdle => Used == 0 && Waiting.Count == 0;

    internal void Add(Waiter waiter)
    {
        var before = Waiting.Last;
        while (before is not null && before.Value.Priority > waiter.Priority)
            before = before.Previous;
        waiter.Place = before is null ? Waiting.AddFirst(waiter) : Waiting.AddAfter(before, waiter);
    }
}
