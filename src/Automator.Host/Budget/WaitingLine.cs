namespace Automator.Host.Budget;

/// <summary>
/// Those who wait for one kind of request, and who is next: persons, then by start-time fair queueing over the rules, so
/// that each gets what it asks for up to its weighted share, and what one leaves goes to the others. Priority weighs a
/// share, and decides between equals; it starves nobody. Not thread-safe: the budget's lock guards it.
/// </summary>
internal sealed class WaitingLine(IReadOnlyDictionary<string, RuleShare> shares, RequestKind kind)
{
    /// <summary>Persons that waited in a row before one of the others goes, if any waits.</summary>
    private const int PersonsInARow = 8;

    private const int MostRemembered = 256;

    private readonly Dictionary<string, Spender> _byName = new(StringComparer.Ordinal);
    private readonly List<Spender> _waiting = [];
    private double _progress;
    private int _personsInARow;
    private long _arrivals;

    internal bool IsEmpty => _waiting.Count == 0;

    internal IEnumerable<Spender> Spenders => _byName.Values;

    internal Spender SpenderOf(string name)
    {
        if (_byName.TryGetValue(name, out var known))
            return known;
        if (_byName.Count >= MostRemembered)
            Forget();
        var share = shares.GetValueOrDefault(name, RuleShare.Equal);
        return _byName[name] = new Spender(name, share.Weight, (kind == RequestKind.Read ? share.Reads : share.Writes) ?? int.MaxValue);
    }

    internal Waiter Add(RequestSource source)
    {
        var spender = SpenderOf(source.Name);
        if (spender.Waiting.Count == 0)
        {
            spender.Tag = Math.Max(spender.Tag, _progress);
            _waiting.Add(spender);
        }

        var waiter = new Waiter(spender, source.Priority, ++_arrivals);
        spender.Add(waiter);
        return waiter;
    }

    /// <returns>False when it has been served already.</returns>
    internal bool Remove(Waiter waiter)
    {
        if (waiter.Place is not { List: { } list } place)
            return false;
        list.Remove(place);
        if (list.Count == 0)
            _waiting.Remove(waiter.Spender);
        return true;
    }

    /// <summary>Takes the next out of the line; null when nobody who waits may be served now.</summary>
    internal Waiter? Next(Openness openness)
    {
        var person = Best(waiter => waiter.Priority == RequestPriority.Person);
        // Persons without end would else keep the others from ever finding more than the reserve.
        var others = _personsInARow < PersonsInARow ? openness : Openness.All;
        var other = Best(waiter => waiter.Priority != RequestPriority.Person
            && (others == Openness.All || (others == Openness.Watch && waiter.Priority == RequestPriority.Watch)));
        var next = person is not null && (other is null || _personsInARow < PersonsInARow) ? person : other;
        if (next is null)
            return null;
        _personsInARow = next == person ? Math.Min(_personsInARow + 1, PersonsInARow) : 0;
        var spender = next.Spender;
        _progress = Math.Max(_progress, spender.Tag);
        spender.Tag += 1 / (spender.Weight * WeightOf(next.Priority));
        Remove(next);
        return next;
    }

    /// <summary>Slots given until the last of so many more calls has one, if those who wait now go on asking.</summary>
    internal int Ahead(string name, RequestPriority priority, int calls)
    {
        var own = SpenderOf(name);
        var all = own.Waiting.Count + calls;
        var turns = all / (own.Weight * WeightOf(priority));
        return all + (int)Math.Ceiling(_waiting.Where(spender => spender != own)
            .Sum(spender => turns * spender.Weight * WeightOf(spender.Waiting.First!.Value.Priority)));
    }

    internal int Count => _waiting.Sum(spender => spender.Waiting.Count);

    private Waiter? Best(Func<Waiter, bool> may)
    {
        Waiter? best = null;
        foreach (var spender in _waiting)
        {
            var head = spender.Waiting.First!.Value;
            if (!spender.IsAtCeiling && may(head) && (best is null || IsBefore(head, best)))
                best = head;
        }

        return best;
    }

    private static bool IsBefore(Waiter left, Waiter right)
    {
        var byTag = left.Spender.Tag.CompareTo(right.Spender.Tag);
        if (byTag != 0)
            return byTag < 0;
        return left.Priority == right.Priority ? left.Order < right.Order : left.Priority < right.Priority;
    }

    private static double WeightOf(RequestPriority priority) => priority switch
    {
        RequestPriority.Schedule => 4,
        RequestPriority.Bulk => 1,
        _ => 16,
    };

    /// <summary>Who is behind the line's progress and holds nothing begins like one that was never seen.</summary>
    private void Forget()
    {
        foreach (var spender in _byName.Values.Where(spender => spender.IsIdle && spender.Tag <= _progress).ToList())
            _byName.Remove(spender.Name);
    }
}

/// <summary>To whom a free slot is open at a moment.</summary>
internal enum Openness
{
    Nobody,
    Persons,
    Watch,
    All,
}
