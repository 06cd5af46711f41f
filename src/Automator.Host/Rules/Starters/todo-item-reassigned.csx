// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Welcomes whoever answers for a to-do from now on.");

// Runs each time somebody else, or nobody, answers for an item.
On.TodoItemReassigned(async todo =>
{
    if (todo.Responsible is { Name: { } name })
        await todo.Comment($"This is {name}'s from now on.");
});
