namespace Automator.Emulator.Control;

/// <summary>One request as it arrived; the rest is known when it is answered.</summary>
internal sealed record RequestEntry(long Number, DateTimeOffset At, string Method, string Path, string UserAgent)
{
    public int? Status { get; set; }
    public string? Person { get; set; }
    public string? Fault { get; set; }
    public bool Flooding { get; set; }
}

/// <summary>The last requests to the account, newest last.</summary>
internal sealed class RequestLog(TimeProvider time, int most)
{
    private const int LongestText = 300;
    private readonly Lock _gate = new();
    private readonly Queue<RequestEntry> _entries = new();
    private long _last;

    public RequestEntry Arrived(string method, string path, string userAgent)
    {
        lock (_gate)
        {
            var entry = new RequestEntry(++_last, time.GetUtcNow(), method, Short(path), Short(userAgent));
            _entries.Enqueue(entry);
            if (_entries.Count > most) _entries.Dequeue();
            return entry;
        }
    }

    public IReadOnlyList<RequestEntry> Since(long number)
    {
        lock (_gate) return [.. _entries.SkipWhile(entry => entry.Number <= number)];
    }

    /// <summary>The numbers go on.</summary>
    public void Clear()
    {
        lock (_gate) _entries.Clear();
    }

    private static string Short(string text) => text.Length > LongestText ? text[..LongestText] : text;
}
