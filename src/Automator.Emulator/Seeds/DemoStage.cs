using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>What every part of the demo plants with.</summary>
internal sealed class DemoStage
{
    public DemoStage(Seedbed bed)
    {
        Bed = bed;
        People = new DemoPeople(bed);
        Dates = new SeedDates(bed.Now, bed.Account.Zone, Dice);
    }

    public Seedbed Bed { get; }
    public Dice Dice { get; } = new(20110727);
    public SeedDates Dates { get; }
    public DemoPeople People { get; }
    public DateOnly Today => Bed.Account.Today;

    /// <summary>A working day, so many days from now.</summary>
    public DateOnly Day(int inDays) => Working(Today.AddDays(inDays));

    public DateTimeOffset At(DateOnly day, int hour) => Bed.Account.Zone.At(day.ToDateTime(new TimeOnly(hour, 0)));

    /// <summary>A text about one of the parts, or about none.</summary>
    public static string About(string text, string part)
    {
        var filled = text.Replace("{0}", part);
        return char.ToUpperInvariant(filled[0]) + filled[1..];
    }

    public static DateOnly Working(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };
}

/// <summary>A project of the demo, as far as it is planted.</summary>
internal sealed record DemoWork(DemoProject Plan, Project Project, List<Person> Team, DateTimeOffset Begun)
{
    public Dictionary<string, CalendarEntry> Milestones { get; } = [];

    /// <summary>On lists whose hours are counted.</summary>
    public List<TodoItem> Tracked { get; } = [];
    public List<Post> Posts { get; } = [];
}
