namespace Automator.Emulator;

/// <summary>The same throws on every runtime, which System.Random does not promise.</summary>
internal sealed class Dice(uint seed)
{
    private uint _state = seed;

    /// <summary>An odd factor: numbers that are close give throws that are not. Never zero, which the throws would stick at.</summary>
    public static Dice Numbered(int number) => new((uint)number * 2_654_435_761 | 1);

    public int Next(int below) => (int)(Throw() % (uint)below);

    /// <param name="share">From 0 to 1.</param>
    public bool Falls(double share) => Throw() < share * uint.MaxValue;

    public bool Chance(int percent) => Next(100) < percent;

    public T One<T>(IReadOnlyList<T> all) => all[Next(all.Count)];

    public IEnumerable<T> Some<T>(IReadOnlyList<T> all, int least, int most)
    {
        var left = all.ToList();
        for (var count = Math.Min(left.Count, least + Next(most - least + 1)); count > 0; count--)
        {
            var at = Next(left.Count);
            yield return left[at];
            left.RemoveAt(at);
        }
    }

    private uint Throw()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state;
    }
}
