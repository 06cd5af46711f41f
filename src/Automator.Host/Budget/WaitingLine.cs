namespace Automator.Host.Budget;

/// <summary>
/// Those who wait for one kind of request: persons first, then each rule in turn, within a rule in order of arrival. Not
/// thread-safe: the budget's lock guards it.
/// </summary>
internal sealed class WaitingLine
{
    private readonly Rotation _persons = new();
    private readonly Rotation _rules = new();

    internal bool IsEmpty => _persons.IsEmpty && _rules.IsEmpty;

    internal void Add(Waiter waiter) => RotationOf(waiter).Add(waiter);

    /// <returns>False when it has been served already.</returns>
    internal bool Remove(Waiter waiter) => RotationOf(waiter).Remove(waiter);

    internal Waiter Next() => _persons.IsEmpty ? _rules.Next() : _persons.Next();

    internal Dictionary<string, int> CountByName()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, count) in _persons.Counts.Concat(_rules.Counts))
            counts[name] = counts.GetValueOrDefault(name) + count;
        return counts;
    }

    private Rotation RotationOf(Waiter waiter) => waiter.Source.IsPerson ? _persons : _rules;

    private sealed class Rotation
    {
        private readonly Dictionary<string, LinkedList<Waiter>> _byName = new(StringComparer.Ordinal);
        private readonly LinkedList<string> _turns = new();

        internal bool IsEmpty => _turns.Count == 0;

        internal IEnumerable<KeyValuePair<string, int>> Counts => _byName.Select(line => KeyValuePair.Create(line.Key, line.Value.Count));

        internal void Add(Waiter waiter)
        {
            if (!_byName.TryGetValue(waiter.Source.Name, out var line))
            {
                _byName[waiter.Source.Name] = line = new LinkedList<Waiter>();
                _turns.AddLast(waiter.Source.Name);
            }

            waiter.Place = line.AddLast(waiter);
        }

        internal bool Remove(Waiter waiter)
        {
            if (waiter.Place is not { List: { } line } place)
                return false;
            line.Remove(place);
            if (line.Count == 0)
            {
                _byName.Remove(waiter.Source.Name);
                _turns.Remove(waiter.Source.Name);
            }

            return true;
        }

        internal Waiter Next()
        {
            var name = _turns.First!.Value;
            _turns.RemoveFirst();
            var line = _byName[name];
            var waiter = line.First!.Value;
            line.RemoveFirst();
            if (line.Count == 0)
                _byName.Remove(name);
            else
                _turns.AddLast(name);
            return waiter;
        }
    }
}

internal sealed class Waiter(RequestSource source)
{
    private readonly TaskCompletionSource<BudgetLease> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RequestSource Source => source;

    internal LinkedListNode<Waiter>? Place { get; set; }

    internal CancellationTokenRegistration Registration { get; set; }

    internal Task<BudgetLease> Turn => _turn.Task;

    internal void Serve(BudgetLease lease)
    {
        // Not disposed, which would wait for a callback that waits for the budget's lock.
        Registration.Unregister();
        _turn.SetResult(lease);
    }

    internal void Cancel(CancellationToken cancellation) => _turn.SetCanceled(cancellation);
}
