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
}
