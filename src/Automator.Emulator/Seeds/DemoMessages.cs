using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>A project's messages and what is said to them.</summary>
internal sealed class DemoMessages(DemoStage stage, DemoWork work)
{
    private readonly Seedbed _bed = stage.Bed;
    private readonly Dice _dice = stage.Dice;

    public void Plant()
    {
        var count = work.Plan.Messages;
        int[] chosen = [.. _dice.Some([.. Enumerable.Range(0, DemoTalk.Messages.Length)], count, count).Order()];
        var dates = chosen.Select(_ => stage.Dates.Within(work.Begun, work.Plan.QuietForDays)).Order().ToList();
        foreach (var (number, posted) in chosen.Zip(dates)) Message(DemoTalk.Messages[number], posted);
    }

    private void Message((string Title, string Body) text, DateTimeOffset posted)
    {
        var categories = _bed.Account.Categories.Under(work.Project.Id).Where(category => category.Type == "post").ToList();
        var firmOnly = text.Title.StartsWith("Internal", StringComparison.Ordinal);
        var (team, part) = (firmOnly ? stage.People.Firm : work.Team, _dice.One(work.Plan.Parts));
        var (title, body) = (DemoStage.About(text.Title, part), DemoStage.About(text.Body, part));
        var post = _bed.Post(work.Project, title, body, _dice.One(team), posted, made =>
        {
            (made.CategoryId, made.Private) = (_dice.One(categories).Id, firmOnly);
            if (work.Milestones.Count > 0 && _dice.Chance(20)) made.MilestoneId = _dice.One([.. work.Milestones.Values]).Id;
        });
        work.Posts.Add(post);
        var last = posted;
        foreach (var reply in _dice.Some(DemoTalk.Replies, 0, 5)) _bed.Comment(post, reply, _dice.One(team), last = stage.Dates.After(last, 4));
    }
}
