using Automator.Host.Triggers;
using Cronos;
using Shouldly;
using Xunit;

namespace Automator.Tests.Triggers;

/// <summary>
/// Cronos has the rules of summer time that people expect, and ours are the same. They differ only where a zone's offset
/// moves for another reason than summer (Casey and Dawson moved for good, Dublin and Casablanca have their summer the
/// other way round, Scoresbysund changed both at once): there TimeZoneInfo does not call the wall times that are skipped
/// or repeated invalid or ambiguous, Cronos believes it, and skips fires or repeats them. Ours asks for offsets alone;
/// <see cref="ZonedScheduleModelTests"/> holds it to the definition in every zone.
/// </summary>
public sealed class CronosPropertyTests
{
    private static readonly string[] Expressions =
    [
        "0 3 * * *", "30 1 * * *", "30 2 * * *", "0 2 * * *", "59 1 * * *", "0 0 * * *", "30 0 * * *", "59 23 * * *", "15 1,2,3 * * *",
        "*/15 * * * *", "0 * * * *", "30 * * * *", "*/30 1 * * *", "0 */2 * * *", "10/25 0-3 * * *", "*/20 0 2 * * *", "0 0 1 * *",
        "45 2 * * SUN", "0 1-3 * * *", "20-25 2 * * *", "0 22-2 * * *", "30 59 1-2 * * *",
    ];

    private static readonly TimeSpan Around = TimeSpan.FromHours(5);

    [Fact]
    public void EverySummerTimeOfEveryZone_AgreesWithCronos()
    {
        var changes = ZoneChanges.All.Where(at => IsForSummer(at.Zone, at.Change)).ToList();
        var differences = changes.SelectMany(at => Expressions.Select(expression => Difference(at.Zone, at.Rules, at.Change, expression))).OfType<string>();

        changes.Count.ShouldBeGreaterThan(2_000);
        differences.ShouldBeEmpty();
    }

    /// <summary>The zone's own words for the wall times around the change are those that its offsets give.</summary>
    private static bool IsForSummer(TimeZoneInfo zone, ZoneChange change)
    {
        var (low, high) = change.Before < change.After ? (change.Before, change.After) : (change.After, change.Before);
        var wall = DateTime.SpecifyKind(change.At, DateTimeKind.Unspecified);
        bool Is(DateTime time) => change.Before < change.After ? zone.IsInvalidTime(time) : zone.IsAmbiguousTime(time);
        return low == zone.BaseUtcOffset
            && Is(wall + low) && Is(wall + high - TimeSpan.FromMinutes(1))
            && !Is(wall + low - TimeSpan.FromMinutes(1)) && !Is(wall + high);
    }

    private static string? Difference(TimeZoneInfo zone, ZoneRules rules, ZoneChange change, string expression)
    {
        var ours = new ZonedSchedule(CronSchedule.Parse(expression), rules);
        var theirs = CronExpression.Parse(expression, expression.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        for (DateTimeOffset at = change.At - Around; at < change.At + Around;)
        {
            var our = ours.Next(at);
            var their = theirs.GetNextOccurrence(at.UtcDateTime, zone);
            if (our?.UtcDateTime != their)
                return $"{zone.Id} at {change.At:O}, '{expression}': after {at:O} {our:O}, Cronos {their:O}";
            at = our!.Value;
        }

        return null;
    }
}
