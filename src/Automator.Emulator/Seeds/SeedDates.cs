namespace Automator.Emulator.Seeds;

/// <summary>Instants of a life that ends now: nothing that happened lies ahead.</summary>
internal sealed class SeedDates(DateTimeOffset now, SeedDice dice)
{
    /// <summary>Most things happen late in a project's life: the last days are busier than the first.</summary>
    public DateTimeOffset Within(DateTimeOffset begun, int quietForDays)
    {
        var life = now.AddDays(-quietForDays) - begun;
        var share = Math.Sqrt(dice.Next(1000) / 1000.0);
        return begun + (life * share);
    }

    public DateTimeOffset After(DateTimeOffset instant, int days)
    {
        var room = now.AddMinutes(-5) - instant;
        var step = TimeSpan.FromMinutes(20 + dice.Next(days * 24 * 60));
        return room <= TimeSpan.Zero ? instant : instant + (step < room ? step : room * 0.9);
    }
}
