// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Says in a comment how long a to-do was open.");

// Runs once for every to-do that is completed from now on.
On.TodoItemCompleted(async todo =>
{
    var days = (int)((todo.CompletedAt ?? Clock.Now) - todo.CreatedAt).TotalDays;
    if (days < 1)
        return;

    await todo.Comment(days == 1 ? "Done after a day." : $"Done after {days} days.");
});
