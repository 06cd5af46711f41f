using Automator.Host.Triggers;
using Cronos;
using Shouldly;
using Xunit;

namespace Automator.Tests.Triggers;

/// <summary>Cronos has the rules of summer time that people expect. Where it differs, the difference is argued here.</summary>
public sealed class CronosPropertyTests
{
    private static readonly DateTime Begin = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime End = new(2032, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly IReadOnlyList<TimeZoneInfo> Zones = [.. TimeZoneInfo.GetSystemTimeZones()];

    private static readonly string[] Expressions =
    [
        "0 3 * * *", "30 1 * * *", "30 2 * * *", "0 2 * * *", "59 1 * * *", "0 0 * * *", "30 0 * * *", "59 23 * * *", "15 1,2,3 * * *",
        "*/15 * * * *", "0 * * * *", "30 * * * *", "*/30 1 * * *", "0 */2 * * *", "10/25 0-3 * * *", "*/20 0 2 * * *", "0 0 1 * *", "45 2 * * SUN",
    ];

    [Fact]
    public void EveryChangeOfEveryZone_AgreesWithCronos()
    {
        var differences = new List<string>();
        var compared = 0;
        foreach (var zone in Zones)
        {
            var rules = new ZoneRules(zone);
            for (var change = rules.FirstIn(Begin, End); change is not null; change = rules.FirstIn(change.At, End))
            {
                foreach (var expression in Expressions)
                {
                    compared++;
                    if (Difference(zone, rules, expression, change.At - TimeSpan.FromHours(5), change.At + TimeSpan.FromHours(5)) is { } difference)
                        differences.Add($"{zone.Id} at {change.At:O}, '{expression}': {difference}");
                }
            }
        }

        compared.ShouldBeGreaterThan(50_000);
        differences.ShouldBeEmpty();
    }

    private static string? Difference(TimeZoneInfo zone, ZoneRules rules, string expression, DateTime from, DateTime until)
    {
        var ours = new ZonedSchedule(CronSchedule.Parse(expression), rules);
        var theirs = CronExpression.Parse(expression, expression.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        for (DateTimeOffset at = from; at < until;)
        {
            var our = ours.Next(at);
            var their = theirs.GetNextOccurrence(at.UtcDateTime, zone);
            if (our?.UtcDateTime != their)
                return $"after {at:O} {our:O}, Cronos {their:O}";
            if (our is null)
                return null;
            at = our.Value;
        }

        return null;
    }
}
