// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Tells the project when a list is done.");

// Runs each time the last open item of a list is completed.
On.TodoListCompleted(async list =>
{
    var project = await list.Project();
    await project.CreateMessage($"Done: {list.Name}", $"All {list.CompletedCount} items of the list are completed.");
});
