using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Larkspur, a design agency in New York with two clients. The same every time, but dated from now.</summary>
internal sealed class DemoSeed
{
    private readonly Seedbed _bed;
    private readonly DemoPeople _people;
    private readonly SeedDice _dice = new(20110727);
    private readonly SeedDates _dates;

    private DemoSeed(Seedbed bed)
    {
        _bed = bed;
        _dates = new SeedDates(bed.Now, _dice);
        _people = new DemoPeople(bed);
    }

    public static void Plant(Seedbed bed)
    {
        var facts = bed.Account.Facts;
        facts.Name = "Larkspur Design";
        facts.PostCategories = ["Design", "Code", "Copywriting", "Transcripts", "Assets", "Miscellaneous"];
        facts.AttachmentCategories = ["Documents", "Pictures", "Sounds"];
        new DemoSeed(bed).Plant();
    }

    private void Plant()
    {
        Templates();
        foreach (var plan in DemoTexts.Projects) Project(plan);
    }

    private void Templates()
    {
        var project = _bed.Project("Templates", _people.Larkspur, _bed.Now.AddDays(-640), _people.Firm);
        var kickoff = _bed.List(project, "Kickoff", "What every new project begins with. Copy it, then change the dates.");
        var made = _bed.Now.AddDays(-600);
        foreach (var (content, who, due) in DemoTexts.Kickoff)
        {
            _bed.Item(kickoff, content, _people.Maya, made = made.AddMinutes(3), item =>
            {
                item.Responsible = who is { } name ? new ResponsibleParty("Person", _people.Named(name).Id) : null;
                item.DueOn = due is { } days ? Today.AddDays(days) : null;
            });
        }

        _bed.Template("Launch", "The last week before a site goes live.",
            new TemplateItem("Freeze the content", new ResponsibleParty("Person", _people.Named("Priya").Id)),
            new TemplateItem("Lower the DNS time to live"),
            new TemplateItem("Take a backup of the old site"),
            new TemplateItem("Switch over and watch the logs", new ResponsibleParty("Person", _people.Named("Tom").Id)));
    }

    private DateOnly Today => _bed.Account.Zone.DayOf(_bed.Now);

    private void Project(DemoProject plan)
    {
        var company = plan.Client switch { "Harbor" => _people.Harbor, "Foxglove" => _people.Foxglove, _ => _people.Larkspur };
        var team = _people.Team(company).ToList();
        var begun = _bed.Now.AddDays(-plan.DaysOld).AddHours(-_dice.Next(8));
        var project = _bed.Project(plan.Name, company, begun, team, plan.Status);
        foreach (var name in plan.Lists) List(project, name, team, begun, plan.QuietForDays);
        foreach (var (title, body) in DemoTexts.Messages.Skip(_dice.Next(4)).Take(3 + _dice.Next(4))) Message(project, title, body, team, begun, plan.QuietForDays);
    }

    private void List(Project project, string name, List<Person> team, DateTimeOffset begun, int quiet)
    {
        var list = _bed.List(project, name, isPrivate: name is "Budget and contract" or "Hosting");
        foreach (var content in _dice.Some(DemoTexts.Todos[name], 8, 14)) Item(list, content, team, _dates.Within(begun, quiet));
    }

    private void Item(TodoList list, string content, List<Person> team, DateTimeOffset createdAt)
    {
        var creator = _dice.One(team);
        var item = _bed.Item(list, content, creator, createdAt, made =>
        {
            if (_dice.Chance(55)) made.Responsible = new ResponsibleParty("Person", _dice.One(team).Id);
            else if (_dice.Chance(12)) made.Responsible = new ResponsibleParty("Company", _dice.One(team).CompanyId);
            if (_dice.Chance(35)) made.DueOn = _bed.Account.Zone.DayOf(createdAt).AddDays(5 + _dice.Next(60));
            var touched = _dates.After(createdAt, 40);
            if (_dice.Chance(45)) (made.CompletedAt, made.CompleterId, made.UpdatedAt) = (touched, _dice.One(team).Id, touched);
            else if (_dice.Chance(30)) made.UpdatedAt = touched;
        });
        if (!_dice.Chance(18)) return;
        var last = createdAt;
        foreach (var text in _dice.Some(DemoTexts.Remarks, 1, 3)) _bed.Comment(item, text, _dice.One(team), last = _dates.After(last, 12));
    }

    private void Message(Project project, string title, string body, List<Person> team, DateTimeOffset begun, int quiet)
    {
        var posted = _dates.Within(begun, quiet);
        var categories = _bed.Account.Categories.Under(project.Id).Where(category => category.Type == "post").ToList();
        var firmOnly = title.StartsWith("Internal", StringComparison.Ordinal);
        var author = firmOnly ? _dice.One(_people.Firm) : _dice.One(team);
        var post = _bed.Post(project, title, body, author, posted, made => (made.CategoryId, made.Private) = (_dice.One(categories).Id, firmOnly));
        var last = posted;
        foreach (var text in _dice.Some(DemoTexts.Replies, 0, 4)) _bed.Comment(post, text, _dice.One(firmOnly ? _people.Firm : team), last = _dates.After(last, 4));
    }
}
