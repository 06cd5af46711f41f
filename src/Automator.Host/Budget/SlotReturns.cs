namespace Automator.Host.Budget;

/// <summary>When each slot comes back, and whose it was; earliest first. A ring, since most come back in the order in which they were given.</summary>
internal sealed class SlotReturns(int capacity)
{
    private (long At, Spender Spender)[] _ring = new (long, Spender)[Math.Max(1, capacity)];
    private int _first;

    internal int Count { get; private set; }

    internal long At(int index) => _ring[Place(index)].At;

    internal string NameAt(int index) => _ring[Place(index)].Spender.Name;

    internal void Add(long at, Spender spender)
    {
        if (Count == _ring.Length)
            Grow();
        var index = Count++;
        for (; index > 0 && At(index - 1) > at; index--)
            _ring[Place(index)] = _ring[Place(index - 1)];
        _ring[Place(index)] = (at, spender);
    }

    internal Spender RemoveFirst()
    {
        var spender = _ring[_first].Spender;
        _ring[_first] = default;
        _first = Place(1);
        Count--;
        return spender;
    }

    private void Grow()
    {
        var wider = new (long, Spender)[2 * _ring.Length];
        for (var i = 0; i < Count; i++)
            wider[i] = _ring[Place(i)];
        (_ring, _first) = (wider, 0);
    }

    private int Place(int index) => (_first + index) % _ring.Length;
}
