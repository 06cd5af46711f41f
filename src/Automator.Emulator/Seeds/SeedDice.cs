namespace Automator.Emulator.Seeds;

/// <summary>The same throws on every runtime, which System.Random does not promise.</summary>
internal sealed class SeedDice(uint seed)
{
    private uint _state = seed;

    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)below);
    }

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
}
