using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Puts comments on whatever has been planted: most on to-dos, since there are most of them.</summary>
internal sealed class GeneratedComments(Seedbed bed, IReadOnlyList<GeneratedProject> projects, Dice dice, SeedDates dates)
{
    public void Plant(int count)
    {
        var talking = projects.Where(project => Places(project) > 0).ToList();
        foreach (var (project, share) in talking.Zip(Shares.Of(count, talking.Count, dice)))
        {
            for (var i = 0; i < share; i++) Comment(project, dice.Next(Places(project)));
        }
    }

    private static int Places(GeneratedProject project) => project.Items.Count + project.Posts.Count + project.Milestones.Count;

    private void Comment(GeneratedProject project, int place)
    {
        var (author, body) = (project.Anyone(dice), dice.One(GeneratedTexts.Sentences));
        if (place < project.Items.Count)
        {
            var item = project.Items[place];
            bed.Comment(item, body, author, dates.After(item.CreatedAt, 30));
        }
        else if (place - project.Items.Count is var at && at < project.Posts.Count)
        {
            bed.Comment(project.Posts[at], body, author, dates.After(project.Posts[at].PostedOn, 30));
        }
        else
        {
            var entry = project.Milestones[at - project.Posts.Count];
            bed.Comment(entry, body, author, dates.After(entry.CreatedOn, 30));
        }
    }
}
