using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>The firm's hours of the last months, on working days, written down by most people on most days.</summary>
internal sealed class DemoTimesheet(DemoStage stage)
{
    private const int Days = 120;
    private readonly Dice _dice = stage.Dice;

    public void Plant(IReadOnlyList<DemoWork> works)
    {
        for (var back = Days; back > 0; back--)
        {
            var day = stage.Today.AddDays(-back);
            if (DemoStage.Working(day) != day) continue;
            foreach (var person in stage.People.Firm.Where(_ => _dice.Chance(65))) Day(works, person, day);
        }
    }

    private void Day(IReadOnlyList<DemoWork> works, Person person, DateOnly day)
    {
        var open = works.Where(work => Ran(work, day) && (person.Title != "Office manager" || work.Plan.Client == "Larkspur")).ToList();
        foreach (var work in _dice.Some(open, 1, 2))
        {
            var item = _dice.Chance(45) ? OneOn(work, day) : null;
            stage.Bed.Hours(work.Project, person, day, 0.25m * (2 + _dice.Next(18)), Description(person, item), item);
        }
    }

    private bool Ran(DemoWork work, DateOnly day) =>
        day > stage.Bed.Account.Zone.DayOf(work.Begun) && day < stage.Today.AddDays(-work.Plan.QuietForDays);

    private TodoItem? OneOn(DemoWork work, DateOnly day)
    {
        var zone = stage.Bed.Account.Zone;
        var there = work.Tracked.FindAll(item => zone.DayOf(item.CreatedAt) <= day && !(item.CompletedAt is { } done && zone.DayOf(done) < day));
        return there.Count == 0 ? null : _dice.One(there);
    }

    /// <summary>Beside a to-do, which says what it is about, many write nothing.</summary>
    private string Description(Person person, TodoItem? item) =>
        item is not null && _dice.Chance(50) ? "" : _dice.One(DemoTalk.Work.GetValueOrDefault(person.Title, DemoTalk.Work[""]));
}
