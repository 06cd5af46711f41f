// Tells each project once what was done in it, when nobody has completed anything for ten minutes.
Rule.Describe("Tells each project what was done in it, in one message.");

On.TodoItemCompleted(
    new Batch { Quiet = TimeSpan.FromMinutes(10), Longest = TimeSpan.FromHours(2) },
    async todos =>
    {
        foreach (var inList in todos.GroupBy(todo => todo.TodoListId))
        {
            var list = await Basecamp.TodoList(inList.Key);
            var project = await Basecamp.Project(list.ProjectId);
            await project.CreateMessage($"{list.Name}: {inList.Count()} done", string.Join("\n", inList.Select(todo => $"{todo.Content} ({todo.CompleterName})")));
        }
    });
