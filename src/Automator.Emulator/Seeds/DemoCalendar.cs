using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>A project's milestones and events.</summary>
internal sealed class DemoCalendar(DemoStage stage, DemoWork work)
{
    public void Plant()
    {
        foreach (var plan in work.Plan.Milestones) Milestone(plan);
        foreach (var plan in work.Plan.Events) Event(plan);
    }

    private void Milestone(DemoMilestone plan)
    {
        var made = work.Begun.AddHours(2 + stage.Dice.Next(20));
        var deadline = stage.Day(plan.InDays);
        var entry = stage.Bed.Milestone(work.Project, plan.Title, deadline, stage.People.Named("Daniel"), made, milestone =>
        {
            milestone.Responsible = Party(plan.Who);
            if (!plan.Done) return;
            milestone.CompletedOn = stage.At(DemoStage.Working(deadline.AddDays(stage.Dice.Next(4) - 2)), 10 + stage.Dice.Next(7));
            milestone.CompleterId = stage.Dice.One(stage.People.Firm).Id;
        });
        work.Milestones.Add(plan.Title, entry);
        if (stage.Dice.Chance(45)) Talk(entry, DemoTalk.OnMilestones, 1, 3);
    }

    private void Event(DemoEvent plan)
    {
        var begins = plan.Days > 1 ? stage.Today.AddDays(plan.InDays) : stage.Day(plan.InDays);
        var earliest = stage.At(begins, 12).AddDays(-30);
        var made = earliest < work.Begun ? work.Begun.AddHours(4) : earliest;
        if (made > stage.Bed.Now.AddDays(-1)) made = stage.Bed.Now.AddDays(-1).AddMinutes(-stage.Dice.Next(2_000));
        var entry = stage.Bed.Event(work.Project, plan.Title, begins.AddDays(plan.Days - 1), stage.Dice.One(stage.People.Firm), made, calendar =>
        {
            calendar.StartAt = begins;
            if (plan.Hour is { } hour) calendar.DeadlineAt = stage.At(calendar.Deadline, hour);
        });
        if (stage.Dice.Chance(30)) Talk(entry, DemoTalk.OnEvents, 1, 2);
    }

    private void Talk(CalendarEntry entry, string[] texts, int least, int most)
    {
        var last = stage.Dates.Within(entry.CreatedOn, work.Plan.QuietForDays);
        foreach (var text in stage.Dice.Some(texts, least, most)) stage.Bed.Comment(entry, text, stage.Dice.One(work.Team), last = stage.Dates.After(last, 3));
    }

    private ResponsibleParty Party(string who) => stage.People.CompanyOf(who) is { } company
        ? new ResponsibleParty("Company", company.Id)
        : new ResponsibleParty("Person", stage.People.Named(who).Id);
}
