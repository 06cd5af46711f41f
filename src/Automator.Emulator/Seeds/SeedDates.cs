using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Instants of a life that ends now: nothing that happened lies ahead.</summary>
internal sealed class SeedDates(DateTimeOffset now, AccountZone zone, Dice dice)
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(8);
    private static readonly TimeSpan Evening = TimeSpan.FromHours(18);

    /// <summary>Most things happen late in a project's life: the last days are busier than the first.</summary>
    public DateTimeOffset Within(DateTimeOffset begun, int quietForDays)
    {
        var life = now.AddDays(-quietForDays) - begun;
        var share = Math.Sqrt(dice.Next(1000) / 1000.0);
        return ByDay(begun + (life * share));
    }

    public DateTimeOffset After(DateTimeOffset instant, int days)
    {
        var room = now.AddMinutes(-5) - instant;
        var step = TimeSpan.FromMinutes(20 + dice.Next(days * 24 * 60));
        return room <= TimeSpan.Zero ? instant : ByDay(instant + (step < room ? step : room * 0.9));
    }

    /// <summary>What would have happened at night happens in the hours of the next day, unless they are still to come.</summary>
    private DateTimeOffset ByDay(DateTimeOffset instant)
    {
        var midnight = zone.Midnight(zone.DayOf(instant));
        var time = instant - midnight;
        var work = Evening - Morning;
        var awake = time < Morning ? midnight + Morning + (work * (time / Morning))
            : time >= Evening ? midnight.AddDays(1) + Morning + (work * ((time - Evening) / (TimeSpan.FromDays(1) - Evening)))
            : instant;
        return awake < now.AddMinutes(-5) ? awake : instant;
    }
}
