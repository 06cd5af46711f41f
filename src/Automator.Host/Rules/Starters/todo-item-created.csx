// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Gives new to-dos without a day the next Friday.");

// Runs once for every to-do item that appears from now on.
On.TodoItemCreated(async todo =>
{
    if (todo.DueOn is null && !todo.IsCompleted)
        await todo.Update(dueOn: Clock.Today.AddDays(((int)DayOfWeek.Friday - (int)Clock.Today.DayOfWeek + 7) % 7));
});
