// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Makes a to-do of every request that the form on our site sends.");

// Runs once for every call: a POST to /hooks/ACCOUNT/requests at the host, with JSON such as {"project": "Site", "text": "A new logo"}.
// Whoever calls knows the secret: automator.json names it under "hooks" of the account.
On.Webhook("requests", async (Request request) =>
{
    var project = await Basecamp.Project(request.Project);
    var lists = await project.TodoLists(open: true);
    if (lists.Count > 0)
        await lists[0].CreateItem(request.Text);
    else
        Log.Warn($"{project.Name} has no list with open to-dos for: {request.Text}");
});

record Request(string Project, string Text);
