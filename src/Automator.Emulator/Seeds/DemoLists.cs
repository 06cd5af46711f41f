using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>A project's to-do lists.</summary>
internal sealed class DemoLists(DemoStage stage, DemoWork work)
{
    private static readonly string[] Tracked = ["Design", "Artwork", "Build", "Bugs", "Content", "Hosting"];

    private readonly Seedbed _bed = stage.Bed;
    private readonly Dice _dice = stage.Dice;

    public void Plant()
    {
        foreach (var plan in work.Plan.Lists) List(plan);
    }

    private void List(DemoList plan)
    {
        var list = _bed.List(work.Project, plan.Name, plan.Description, isPrivate: plan.Name is "Budget and contract" or "Hosting");
        list.Tracked = Tracked.Contains(plan.Name);
        list.MilestoneId = plan.Milestone is { } title ? work.Milestones[title].Id : null;
        var contents = _dice.Some(Contents(plan), plan.Items, plan.Items);
        var dates = Enumerable.Range(0, plan.Items).Select(_ => stage.Dates.Within(work.Begun, work.Plan.QuietForDays)).Order().ToList();
        foreach (var (content, made) in contents.Zip(dates)) Item(list, content, made);
    }

    /// <summary>Every text there is for such a list: no project has a to-do twice.</summary>
    private List<string> Contents(DemoList plan)
    {
        var parts = plan.Parts ?? work.Plan.Parts;
        return [.. DemoTodos.ByList[plan.Name].SelectMany(text => text.Contains("{0}") ? parts.Select(part => DemoStage.About(text, part)) : [text])];
    }

    private void Item(TodoList list, string content, DateTimeOffset made)
    {
        var item = _bed.Item(list, content, Creator(made), made, todo =>
        {
            if (_dice.Chance(55)) todo.Responsible = new ResponsibleParty("Person", _dice.One(work.Team).Id);
            else if (_dice.Chance(12)) todo.Responsible = new ResponsibleParty("Company", _dice.One(work.Team).CompanyId);
            if (_dice.Chance(35)) todo.DueOn = DemoStage.Working(_bed.Account.Zone.DayOf(made).AddDays(5 + _dice.Next(60)));
            var touched = stage.Dates.After(made, 40);
            if (_dice.Chance(ShareDone(made))) (todo.CompletedAt, todo.CompleterId, todo.UpdatedAt) = (touched, _dice.One(work.Team).Id, touched);
            else if (_dice.Chance(30)) todo.UpdatedAt = touched;
        });
        if (list.Tracked) work.Tracked.Add(item);
        if (!_dice.Chance(18)) return;
        var last = made;
        foreach (var text in _dice.Some(DemoTalk.Remarks, 1, 3)) _bed.Comment(item, text, _dice.One(work.Team), last = stage.Dates.After(last, 12));
    }

    /// <summary>In percent. What is old is done, but for what nobody will ever do.</summary>
    private int ShareDone(DateTimeOffset made) => (_bed.Now - made).TotalDays switch { > 60 => 86, > 20 => 62, _ => 33 };

    /// <summary>Somebody who has left has left something behind.</summary>
    private Person Creator(DateTimeOffset made) =>
        _bed.Now - made > TimeSpan.FromDays(250) && _dice.Chance(12) ? stage.People.Named("Oliver") : _dice.One(work.Team);
}
