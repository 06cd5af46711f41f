namespace Automator.Sdk.Protocol;

/// <summary>
/// A zone as a table of its changes, the same on every machine that gets it: a worker reads no zone files, and a run that is
/// repeated after an update of the zones sees the old ones. (TimeZoneInfo's own text form cannot be read back for zones
/// such as America/New_York.)
/// </summary>
internal sealed record ZoneTable
{
    private static DateTime First => new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static DateTime Last => new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public required string Name { get; init; }

    /// <summary>Before the first change, in minutes.</summary>
    public required int FirstOffset { get; init; }

    public required IReadOnlyList<ZoneShift> Shifts { get; init; }

    internal static ZoneTable Of(TimeZoneInfo zone)
    {
        var shifts = new List<ZoneShift>();
        var offset = Minutes(zone, First);
        for (var day = First; day < Last; day = day.AddDays(1))
        {
            var next = Minutes(zone, day.AddDays(1));
            if (next == offset)
                continue;
            shifts.Add(new ZoneShift { At = MomentOf(zone, day, offset), Offset = next });
            offset = next;
        }

        return new ZoneTable { Name = zone.Id, FirstOffset = Minutes(zone, First), Shifts = shifts };
    }

    internal DateTimeOffset Convert(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        var (low, high) = (0, Shifts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Shifts[middle].At <= ticks)
                low = middle + 1;
            else
                high = middle;
        }

        return instant.ToOffset(TimeSpan.FromMinutes(low == 0 ? FirstOffset : Shifts[low - 1].Offset));
    }

    /// <summary>The first tick of the day at which the offset is another one, to the second.</summary>
    private static long MomentOf(TimeZoneInfo zone, DateTime day, int before)
    {
        var (low, high) = (0, 86_400);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Minutes(zone, day.AddSeconds(middle)) == before)
                low = middle + 1;
            else
                high = middle;
        }

        return day.AddSeconds(low).Ticks;
    }

    private static int Minutes(TimeZoneInfo zone, DateTime utc) => (int)zone.GetUtcOffset(utc).TotalMinutes;
}

internal sealed record ZoneShift
{
    /// <summary>UTC ticks.</summary>
    public required long At { get; init; }

    /// <summary>From then on, in minutes.</summary>
    public required int Offset { get; init; }
}
