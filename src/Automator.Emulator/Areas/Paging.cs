using System.Globalization;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>
/// Lists that come in parts, by number or by offset. The first page is 1; what is asked for before it is the first too, as one client counts
/// from 0. A page past the last is empty.
/// </summary>
internal static class Paging
{
    public const int Size = 50;

    /// <summary>In the address, or in the body where the route reads one.</summary>
    public static int Asked(Call call) =>
        Math.Max(1, call.QueryNumber("page") ?? (int.TryParse(call.Beside("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 1));

    /// <summary>Where a list goes on that comes by offset.</summary>
    public static int Offset(Call call) => call.QueryNumber("n") ?? 0;

    public static List<T> Page<T>(IEnumerable<T> all, int page) => [.. all.Skip((int)Math.Min((page - 1L) * Size, int.MaxValue)).Take(Size)];
}
