// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Reminds of a to-do three days before it is due.");

// Runs once for an open item so many days before its day.
On.TodoItemDueIn(3, async todo =>
{
    await todo.Comment($"Due on {todo.DueOn:yyyy-MM-dd}.");
});
