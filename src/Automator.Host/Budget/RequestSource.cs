namespace Automator.Host.Budget;

/// <summary>Who spends requests: a rule's run, the account watch, a person who waits for the answer.</summary>
/// <param name="name">Whose share it is: all runs of a rule have one.</param>
/// <param name="spend">
/// Asked before each request, retries included; throws when the run's own limit is reached, and then nothing is sent.
/// </param>
/// <param name="priority">Who goes first.</param>
/// <param name="waiting">Counts what it waits for its turns; null where nobody asks.</param>
internal sealed class RequestSource(
    string name, Action<RequestKind>? spend = null, RequestPriority priority = RequestPriority.Schedule, WaitingTime? waiting = null)
{
    private int _reads;
    private int _writes;

    internal string Name => name;

    internal RequestPriority Priority => priority;

    internal WaitingTime? Waiting => waiting;

    internal int Reads => Volatile.Read(ref _reads);

    internal int Writes => Volatile.Read(ref _writes);

    internal static RequestSource Person() => new("a person", priority: RequestPriority.Person);

    internal static RequestSource AccountWatch() => new("the account watch", priority: RequestPriority.Watch);

    internal void Spend(RequestKind kind)
    {
        spend?.Invoke(kind);
        Interlocked.Increment(ref kind == RequestKind.Read ? ref _reads : ref _writes);
    }
}
