using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>A day that no zone shifts, with its instant where the entry has a time of day.</summary>
internal sealed record Deadline(DateOnly Day, DateTimeOffset? At)
{
    /// <summary>null where what the body says is no time.</summary>
    public static Deadline? Read(Fields fields, string name, AccountZone zone)
    {
        if (SentTime.Read(fields.Filled(name) ?? "") is not { } time) return null;
        var type = fields.TypeOf(name);
        if (time.DayOnly || type == "date") return new Deadline(time.Day, null);

        // Clients whose only type is a date with a time write a day as its midnight.
        if (time.Offset is null && time.Clock.TimeOfDay == TimeSpan.Zero && type != "datetime") return new Deadline(time.Day, null);
        var at = (time.Instant ?? zone.At(time.Clock)).ToUniversalTime();
        return new Deadline(zone.DayOf(at), at);
    }
}
