using Automator.Host.Triggers;

namespace Automator.Tests.Triggers;

/// <summary>Every change of every zone of this system in twelve years.</summary>
internal static class ZoneChanges
{
    private static readonly DateTime Begin = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime End = new(2032, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal static IReadOnlyList<(TimeZoneInfo Zone, ZoneRules Rules, ZoneChange Change)> All { get; } = [.. Find()];

    private static IEnumerable<(TimeZoneInfo, ZoneRules, ZoneChange)> Find()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var rules = new ZoneRules(zone);
            for (var change = rules.FirstIn(Begin, End); change is not null; change = rules.FirstIn(change.At, End))
                yield return (zone, rules, change);
        }
    }
}
