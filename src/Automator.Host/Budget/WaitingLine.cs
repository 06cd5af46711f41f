namespace Automator.Host.Budget;

/// <summary>
/// Those who wait for one kind of request: persons first, then each rule in turn, within a rule in order of arrival. Not
/// thread-safe: the budget's lock guards it.
/// </summary>
internal sealed class WaitingLine
{
    private readonly Rotation persons = new();
    private readonly Rotation rules = new();

    internal bool IsEmpty => persons.IsEmpty && rules.IsEmpty;

    internal void Add(Waiter waiter) => RotationOf(waiter).Add(waiter);

    /// <returns>False when it has been served already.</returns>
    internal bool Remove(Waiter waiter) => RotationOf(waiter).Remove(waiter);

    internal Waiter Next() => persons.IsEmpty ? rules.Next() : persons.Next();

    internal Dictionary<string, int> CountByName()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, count) in persons.Counts.Concat(rules.Counts))
            counts[name] = counts.GetValueOrDefault(name) + count;
        return counts;
    }

    private Rotation RotationOf(Waiter waiter) => waiter.Source.IsPerson ? persons : rules;

    private sealed class Rotation
    {
        private readonly Dictionary<string, LinkedList<Waiter>> byName = new(StringComparer.Ordinal);
        private readonly LinkedList<string> turns = new();

        internal bool IsEmpty => turns.Count == 0;

        internal IEnumerable<KeyValuePair<string, int>> Counts => byName.Select(line => KeyValuePair.Create(line.Key, line.Value.Count));

        internal void Add(Waiter waiter)
        {
            if (!byName.TryGetValue(waiter.Source.Name, out var line))
            {
                byName[waiter.Source.Name] = line = new LinkedList<Waiter>();
                turns.AddLast(waiter.Source.Name);
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
                byName.Remove(waiter.Source.Name);
                turns.Remove(waiter.Source.Name);
            }

            return true;
        }

        internal Waiter Next()
        {
            var name = turns.First!.Value;
            turns.RemoveFirst();
            var line = byName[name];
            var waiter = line.First!.Value;
            line.RemoveFirst();
            if (line.Count == 0)
                byName.Remove(name);
            else
                turns.AddLast(name);
            return waiter;
        }
    }
}

internal sealed class Waiter(RequestSource source)
{
    private readonly TaskCompletionSource<BudgetLease> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RequestSource Source => source;

    internal LinkedListNode<Waiter>? Place { get; set; }

    internal CancellationTokenRegistration Registration { get; set; }

    internal Task<BudgetLease> Turn => turn.Task;

    internal void Serve(BudgetLease lease)
    {
        // Not disposed, which would wait for a callback that waits for the budget's lock.
        Registration.Unregister();
        turn.SetResult(lease);
    }

    internal void Cancel(CancellationToken cancellation) => turn.SetCanceled(cancellation);
}
