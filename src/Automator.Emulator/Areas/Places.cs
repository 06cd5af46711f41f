using Automator.Emulator.Store;

namespace Automator.Emulator.Areas;

/// <summary>Positions count from 1.</summary>
internal static class Places
{
    public static int Last(IEnumerable<int> positions) => positions.DefaultIfEmpty(0).Max() + 1;

    public static IEnumerable<T> NamedFirst<T>(IReadOnlyList<T> ordered, IReadOnlyList<int> ids)
        where T : Entity
    {
        var byId = ordered.ToDictionary(entity => entity.Id);
        var named = ids.Select(byId.GetValueOrDefault).OfType<T>().ToList();
        return named.Concat(ordered.Except(named));
    }

    /// <summary>One takes the first place at or behind the one it is sent to; past the end is the end.</summary>
    public static List<T> Moved<T>(IReadOnlyList<T> ordered, T moved, int place, Func<T, int> placeOf)
        where T : Entity
    {
        var order = ordered.Where(other => other != moved).ToList();
        order.Insert(Math.Min(ordered.Count(other => placeOf(other) < place), order.Count), moved);
        return order;
    }
}
