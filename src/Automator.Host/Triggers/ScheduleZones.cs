namespace Automator.Host.Triggers;

/// <summary>Zones by the names rules write; without a name, the account's.</summary>
internal sealed class ScheduleZones(TimeZoneInfo account, Func<string, TimeZoneInfo?> find)
{
    private readonly Dictionary<string, ZoneRules?> _known = [];
    private readonly ZoneRules _own = new(account);

    /// <summary>Null for a name that is no zone's.</summary>
    internal ZoneRules? Find(string? name)
    {
        if (name is null)
            return _own;
        if (!_known.TryGetValue(name, out var zone))
            _known[name] = zone = find(name) is { } found ? new ZoneRules(found) : null;
        return zone;
    }
}
