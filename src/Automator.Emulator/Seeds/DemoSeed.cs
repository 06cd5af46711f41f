using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Larkspur, a design agency in New York with two clients. The same every time, but dated from now.</summary>
internal sealed class DemoSeed
{
    private readonly DemoStage _stage;

    private DemoSeed(Seedbed bed) => _stage = new DemoStage(bed);

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
        var works = DemoProjects.All.Select(Project).ToList();
        new DemoTimesheet(_stage).Plant(works);
        new DemoFiles(_stage).Plant(works);
    }

    private void Templates()
    {
        var (bed, people) = (_stage.Bed, _stage.People);
        var project = bed.Project("Templates", people.Larkspur, bed.Now.AddDays(-640), people.Firm);
        var kickoff = bed.List(project, "Kickoff", "What every new project begins with. Copy it, then change the dates.");
        var made = bed.Now.AddDays(-600);
        foreach (var (content, who, due) in DemoTodos.Kickoff)
        {
            bed.Item(kickoff, content, people.Maya, made = made.AddMinutes(3), item =>
            {
                item.Responsible = who is { } name ? new ResponsibleParty("Person", people.Named(name).Id) : null;
                item.DueOn = due is { } days ? _stage.Today.AddDays(days) : null;
            });
        }

        bed.Template("Launch", "The last week before a site goes live.",
            new TemplateItem("Freeze the content", new ResponsibleParty("Person", people.Named("Priya").Id)),
            new TemplateItem("Lower the DNS time to live"),
            new TemplateItem("Take a backup of the old site"),
            new TemplateItem("Switch over and watch the logs", new ResponsibleParty("Person", people.Named("Tom").Id)));
    }

    private DemoWork Project(DemoProject plan)
    {
        var company = _stage.People.CompanyOf(plan.Client)!;
        var team = _stage.People.Team(company).ToList();
        var begun = _stage.Bed.Now.AddDays(-plan.DaysOld).AddHours(-_stage.Dice.Next(8));
        var project = _stage.Bed.Project(plan.Name, company, begun, team, plan.Status);
        (project.Announcement, project.ShowAnnouncement) = (plan.Announcement, plan.Announcement.Length > 0);
        var work = new DemoWork(plan, project, team, begun);
        new DemoCalendar(_stage, work).Plant();
        new DemoLists(_stage, work).Plant();
        new DemoMessages(_stage, work).Plant();
        return work;
    }
}
