// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Asks for a new day when a to-do is late.");

// Runs once for an open item when its day is over, and again when it misses another one.
On.TodoItemOverdue(async todo =>
{
    await todo.Comment($"This was due on {todo.DueOn:yyyy-MM-dd}. When will it be done?");
});
