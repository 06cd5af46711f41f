// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Lists the to-dos nobody answers for, project by project.");

// Runs when somebody asks: `automator run RULE`, or `:run RULE` in the console.
On.Demand(async () =>
{
    foreach (var project in await Basecamp.Projects())
    {
        var count = 0;
        await foreach (var todo in project.TodoItems(open: true))
        {
            if (todo.Responsible is null)
                count++;
        }

        Log.Info($"{project.Name}: {count} without anybody responsible.");
    }
});
