// Comments on a to-do that somebody has worked on, once it has come to rest.
Rule.Describe("Asks for a due date where a to-do was changed and has none.");

On.TodoItemChanged(
    async todo =>
    {
        if (await todo.Reload() is { IsCompleted: false, DueOn: null } now)
            await now.Comment("Until when is this to be done?");
    },
    new() { Debounce = TimeSpan.FromMinutes(5) });
