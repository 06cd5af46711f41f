using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>An account of given sizes, to put clients and the emulator itself under load. The same every time, but dated from now.</summary>
internal sealed class GeneratedSeed
{
    private readonly Seedbed _bed;
    private readonly GeneratedSizes _sizes;
    private readonly Dice _dice;
    private readonly SeedDates _dates;
    private readonly GeneratedPeople _people;

    private GeneratedSeed(Seedbed bed, GeneratedSizes sizes)
    {
        (_bed, _sizes) = (bed, sizes);
        _dice = Dice.Numbered(sizes.Random);
        _dates = new SeedDates(bed.Now, bed.Account.Zone, _dice);
        _people = new GeneratedPeople(bed, sizes.People, _dice);
    }

    public static void Plant(Seedbed bed, GeneratedSizes sizes)
    {
        var facts = bed.Account.Facts;
        facts.Name = GeneratedTexts.Companies[0];
        facts.PostCategories = ["Design", "Text", "Code", "Miscellaneous"];
        facts.AttachmentCategories = ["Documents", "Pictures"];
        new GeneratedSeed(bed, sizes).Plant();
    }

    private void Plant()
    {
        var projects = Enumerable.Range(1, _sizes.Projects).Select(Project).ToList();
        foreach (var (project, count) in projects.Zip(Shares.Of(_sizes.Milestones, projects.Count, _dice))) Milestones(project, count);
        var items = new Queue<int>(Shares.UpTo(_sizes.Longest, _sizes.Items, _sizes.Lists, _dice));
        foreach (var (project, count) in projects.Zip(Shares.Of(_sizes.Lists, projects.Count, _dice))) Lists(project, count, items);
        foreach (var (project, count) in projects.Zip(Shares.Of(_sizes.Messages, projects.Count, _dice))) Messages(project, count);
        foreach (var (project, count) in projects.Zip(Shares.Of(_sizes.Hours, projects.Count, _dice))) Hours(project, count);
        new GeneratedComments(_bed, projects, _dice, _dates).Plant(_sizes.Comments);
    }

    private GeneratedProject Project(int number)
    {
        var client = _people.Any();
        var team = _people.Team(client);
        var begun = _bed.Now.AddDays(-20 - _dice.Next(1_000)).AddMinutes(-_dice.Next(600));
        var status = _dice.Next(10) switch { < 7 => "active", < 8 => "on_hold", _ => "archived" };
        var quiet = status == "active" ? 0 : _dice.Next(20);
        var project = _bed.Project($"{client.Name} {_dice.One(GeneratedTexts.Projects)} {number}", client, begun, team, status);
        return new GeneratedProject(project, team, begun, quiet);
    }

    private void Milestones(GeneratedProject project, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var made = _dates.Within(project.Begun, project.QuietForDays);
            var title = Numbered(GeneratedTexts.Milestones, i);
            var deadline = _bed.Account.Zone.DayOf(made).AddDays(7 + _dice.Next(90));
            project.Milestones.Add(_bed.Milestone(project.Project, title, deadline, project.Anyone(_dice), made, entry =>
            {
                entry.Responsible = new ResponsibleParty("Person", project.Anyone(_dice).Id);
                if (_dice.Chance(50)) (entry.CompletedOn, entry.CompleterId) = (_dates.After(made, 60), project.Anyone(_dice).Id);
            }));
        }
    }

    private void Lists(GeneratedProject project, int count, Queue<int> items)
    {
        for (var i = 0; i < count; i++)
        {
            var list = _bed.List(project.Project, Numbered(GeneratedTexts.Lists, i), isPrivate: _dice.Chance(10));
            list.MilestoneId = project.Milestones.Count > 0 && _dice.Chance(30) ? _dice.One(project.Milestones).Id : null;
            list.Tracked = _dice.Chance(20);
            var dates = Enumerable.Range(0, items.Dequeue()).Select(_ => _dates.Within(project.Begun, project.QuietForDays)).Order().ToList();
            foreach (var made in dates) Item(project, list, made);
        }
    }

    private void Item(GeneratedProject project, TodoList list, DateTimeOffset made)
    {
        var content = $"{_dice.One(GeneratedTexts.Verbs)} {_dice.One(GeneratedTexts.Things)}{_dice.One(GeneratedTexts.Ends)}";
        project.Items.Add(_bed.Item(list, content, project.Anyone(_dice), made, item =>
        {
            if (_dice.Chance(60)) item.Responsible = new ResponsibleParty("Person", project.Anyone(_dice).Id);
            if (_dice.Chance(35)) item.DueOn = _bed.Account.Zone.DayOf(made).AddDays(3 + _dice.Next(60));
            if (_dice.Chance(70)) item.UpdatedAt = _dates.After(made, 40);
            if (item.UpdatedAt > made && _dice.Chance(80)) (item.CompletedAt, item.CompleterId) = (item.UpdatedAt, project.Anyone(_dice).Id);
        }));
    }

    private void Messages(GeneratedProject project, int count)
    {
        var categories = _bed.Account.Categories.Under(project.Project.Id).Where(category => category.Type == "post").ToList();
        for (var i = 0; i < count; i++)
        {
            var title = $"{_dice.One(GeneratedTexts.Verbs)} {_dice.One(GeneratedTexts.Things)}";
            var body = string.Join("\n\n", _dice.Some(GeneratedTexts.Sentences, 1, 5));
            var posted = _dates.Within(project.Begun, project.QuietForDays);
            project.Posts.Add(_bed.Post(project.Project, title, body, project.Anyone(_dice), posted, post => post.CategoryId = _dice.One(categories).Id));
        }
    }

    private void Hours(GeneratedProject project, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var person = _dice.One(project.Team.FindAll(person => person.CompanyId == _people.Firm.Id));
            var day = _bed.Account.Zone.DayOf(_dates.Within(project.Begun, project.QuietForDays));
            var item = project.Items.Count > 0 && _dice.Chance(40) ? _dice.One(project.Items) : null;
            _bed.Hours(project.Project, person, day, 0.25m * (1 + _dice.Next(32)), _dice.One(GeneratedTexts.Work), item);
        }
    }

    /// <summary>A project with more than there are names has them again, numbered.</summary>
    private static string Numbered(string[] names, int number) =>
        number < names.Length ? names[number] : $"{names[number % names.Length]} {1 + (number / names.Length)}";
}

/// <summary>A project and what has been planted in it.</summary>
internal sealed record GeneratedProject(Project Project, List<Person> Team, DateTimeOffset Begun, int QuietForDays)
{
    public List<CalendarEntry> Milestones { get; } = [];
    public List<TodoItem> Items { get; } = [];
    public List<Post> Posts { get; } = [];

    public Person Anyone(Dice dice) => dice.One(Team);
}
