// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Closes what is still open in a project that is archived.");

// Runs each time a project is archived from now on.
On.ProjectArchived(async project =>
{
    var closed = 0;
    await foreach (var todo in project.TodoItems(open: true))
    {
        await todo.Complete();
        closed++;
    }

    Log.Info($"{closed} to-dos of '{project.Name}' were still open.");
});
