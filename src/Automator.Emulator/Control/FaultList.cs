using System.Text.RegularExpressions;

namespace Automator.Emulator.Control;

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
                if (met is not null || entry.Seen < entry.Fault.Nth || !entry.Falls()) continue;
                met = entry.Fault;
                entry.Left--;
            }

            _pending.RemoveAll(entry => entry.Left <= 0);
            return met;
        }
    }

    private sealed class Pending
    {
        private readonly Regex? _path;
        private readonly Dice _dice;

        public Pending(Fault fault)
        {
            Fault = fault;
            Left = fault.Times ?? (fault.Share is null ? 1 : null);
            _dice = Dice.Numbered(fault.Random);
            if (fault.Path is { } path)
                _path = new Regex($"^{Regex.Escape(path).Replace(@"\*", "[^/]*")}", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }

        public Fault Fault { get; }
        public int Seen { get; set; }

        /// <summary>null: without end.</summary>
        public int? Left { get; set; }

        public bool Matches(string method, string path) =>
            (Fault.Method is null || Fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase)) && _path?.IsMatch(path) != false;

        public bool Falls() => Fault.Share is not { } share || _dice.Falls(share);
    }
}
