// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Says where a to-do has gone.");

// Runs each time an item is in another list.
On.TodoItemMoved(async todo =>
{
    var list = await todo.TodoList();
    await todo.Comment($"Moved to '{list.Name}'.");
});
