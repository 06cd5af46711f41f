using System.Text.Json.Serialization;

namespace Automator.Emulator.Control;

/// <param name="Kind">429, 500, 502, 503, 504, slow, cut-before, cut-after, lose-answer, truncate or html.</param>
/// <param name="Nth">It begins with the nth request that matches; 1 is the next.</param>
/// <param name="Times">How many it meets from there on.</param>
/// <param name="Seconds">Retry-After of a 429 or 503, or how long a slow answer takes.</param>
internal sealed record Fault(string Kind, string? Method = null, string? PathPrefix = null, int Nth = 1, int Times = 1, int Seconds = 5)
{
    public static IReadOnlyList<string> Kinds { get; } =
        ["429", "500", "502", "503", "504", "slow", "cut-before", "cut-after", "lose-answer", "truncate", "html"];

    /// <summary>A status that is answered in place of the work, or null.</summary>
    [JsonIgnore]
    public int? Status => int.TryParse(Kind, out var status) ? status : null;
}

/// <summary>Faults in the order they were given. One request meets at most one.</summary>
internal sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];

    public void Add(IEnumerable<Fault> faults)
    {
        lock (_gate) _pending.AddRange(faults.Select(fault => new Pending(fault)));
    }

    public void Clear()
    {
        lock (_gate) _pending.Clear();
    }

    public IReadOnlyList<Fault> Left()
    {
        lock (_gate) return [.. _pending.Select(entry => entry.Fault with { Nth = Math.Max(1, entry.Fault.Nth - entry.Seen), Times = entry.Left })];
    }

    public Fault? Meet(string method, string path)
    {
        lock (_gate)
        {
            Fault? met = null;
            foreach (var entry in _pending)
            {
                if (!entry.Matches(method, path)) continue;
                entry.Seen++;
                if (met is not null || entry.Seen < entry.Fault.Nth) continue;
                met = entry.Fault;
                entry.Left--;
            }

            _pending.RemoveAll(entry => entry.Left <= 0);
            return met;
        }
    }

    private sealed class Pending(Fault fault)
    {
        public Fault Fault => fault;
        public int Seen { get; set; }
        public int Left { get; set; } = fault.Times;

        public bool Matches(string method, string path) =>
            (fault.Method is null || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (fault.PathPrefix is null || path.StartsWith(fault.PathPrefix, StringComparison.Ordinal));
    }
}
