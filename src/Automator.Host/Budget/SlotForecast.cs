namespace Automator.Host.Budget;

/// <summary>When slots come free, of those taken and of those that will be: each comes back one window after it was given.</summary>
/// <param name="returns">When those come back that are taken and answered.</param>
/// <param name="limit">How many there are.</param>
/// <param name="held">How long one is taken.</param>
internal sealed class SlotForecast(IEnumerable<long> returns, int limit, long held)
{
    /// <summary>The moment at which so many more have been given.</summary>
    internal long Last(int calls, long from, int underWay)
    {
        var cycle = new List<long>(returns.Select(at => Math.Max(at, from)));
        cycle.AddRange(Enumerable.Repeat(from + held, underWay));
        cycle.Sort();
        // Past the limit, where it was lowered, the first to come back free nothing.
        var free = Enumerable.Repeat(from, Math.Max(0, limit - cycle.Count));
        cycle = [.. free, .. cycle.Skip(Math.Max(0, cycle.Count - limit))];
        var (rounds, place) = Math.DivRem(Math.Max(0, calls - 1), limit);
        return cycle[place] + (rounds * held);
    }
}
