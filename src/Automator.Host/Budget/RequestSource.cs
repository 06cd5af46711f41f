namespace Automator.Host.Budget;

/// <summary>Who spends requests: a rule's run, the account watch, a person who waits for the answer.</summary>
/// <param name="name">Whose turn it is among those who wait: all runs of a rule share one.</param>
/// <param name="spend">
/// Asked before each request, retries included; throws when the run's own limit is reached, and then nothing is sent.
/// </param>
internal sealed class RequestSource(string name, Action<RequestKind>? spend = null, bool isPerson = false)
{
    private int _reads;
    private int _writes;

    internal string Name => name;

    /// <summary>A person looks at a screen; everything else can wait.</summary>
    internal bool IsPerson => isPerson;

    internal int Reads => Volatile.Read(ref _reads);

    internal int Writes => Volatile.Read(ref _writes);

    internal static RequestSource Person() => new("a person", isPerson: true);

    internal static RequestSource AccountWatch() => new("the account watch");

    internal void Spend(RequestKind kind)
    {
        spend?.Invoke(kind);
        Interlocked.Increment(ref kind == RequestKind.Read ? ref _reads : ref _writes);
    }
}
