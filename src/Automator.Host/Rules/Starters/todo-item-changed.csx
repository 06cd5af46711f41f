// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Notes in a comment when the day of a to-do changes.");

// Runs each time the text or the due day of an item is another.
On.TodoItemChanged(async todo =>
{
    var state = State.For(todo);
    var before = await state.Get<DateOnly?>("due");
    await state.Set("due", todo.DueOn);
    if (before is not null && before != todo.DueOn)
        await todo.Comment($"Moved from {before:yyyy-MM-dd} to {todo.DueOn:yyyy-MM-dd}.");
});
