// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Asks why a to-do was opened again.");

// Runs each time a completed item is open again.
On.TodoItemReopened(async todo =>
{
    await todo.Comment("This was done, and is open again. What is missing?");
});
