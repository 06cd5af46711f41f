using System.Diagnostics.CodeAnalysis;
using TimeZoneConverter;

namespace Automator.Host.Basecamp;

/// <summary>The zone of an account: what turns its instants into days.</summary>
internal sealed record AccountZone
{
    private AccountZone(string name, TimeZoneInfo info) => (Name, Info) = (name, info);

    internal static AccountZone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    /// <summary>As the account or automator.json wrote it.</summary>
    internal string Name { get; }

    internal TimeZoneInfo Info { get; }

    /// <summary>Takes names of IANA, of Windows and of Rails, such as <c>Eastern Time (US &amp; Canada)</c>.</summary>
    internal static bool TryFind(string name, [NotNullWhen(true)] out AccountZone? zone)
    {
        name = name.Trim();
        var known = TZConvert.TryRailsToIana(name, out var iana) ? iana : name;
        zone = TZConvert.TryGetTimeZoneInfo(known, out var info) ? new AccountZone(name, info) : null;
        return zone is not null;
    }

    internal DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Info).DateTime);

    public bool Equals(AccountZone? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
