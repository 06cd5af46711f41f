using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>Clients send a day, a local time or an instant; what counts is the day it is in the account's zone.</summary>
internal static class DueDates
{
    public static Said In(Fields fields, AccountZone zone)
    {
        if (!fields.Has("due-at")) return new Said(false, null, null);
        if (fields.Filled("due-at") is not { } text) return new Said(true, null, null);
        return SentTime.Read(text) is { } time
            ? new Said(true, time.Instant is { } instant ? zone.DayOf(instant) : time.Day, null)
            : new Said(true, null, "Due at is not a date");
    }

    internal sealed record Said(bool Given, DateOnly? Day, string? Error);
}
