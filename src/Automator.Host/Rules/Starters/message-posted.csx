// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Makes a to-do of every message that asks for one.");

// Runs once for every message that appears from now on.
On.MessagePosted(async message =>
{
    if (!message.Title.StartsWith("Please:"))
        return;

    var project = await Basecamp.Project(message.ProjectId);
    var lists = await project.TodoLists();
    if (lists.Count > 0)
        await lists[0].CreateItem(message.Title["Please:".Length..].Trim());
});
