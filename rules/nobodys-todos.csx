// The project the message goes to is the demo account's; write the name of one of yours.
Rule.Describe("Lists on Monday which overdue to-dos nobody answers for.");
Rule.Limit(reads: 10, writes: 1);

const string Place = "Studio operations";

On.Schedule("0 8 * * MON", async () =>
{
    var todos = await Basecamp.TodoItemsOf(null, dueBefore: Clock.Today);
    if (todos.Count == 0)
        return;

    try
    {
        var project = await Basecamp.Project(Place);
        var lines = todos.OrderBy(todo => todo.DueOn).Take(50).Select(todo => $"* {todo.Content} (due {todo.DueOn})");
        await project.CreateMessage(
            $"{todos.Count} overdue to-dos are nobody's ({Clock.Today})",
            "The oldest first. Who takes one?\n\n" + string.Join("\n", lines),
            isPrivate: true);
    }
    catch (NotFoundException)
    {
        Log.Warn($"There is no project '{Place}' to post to. Name one of yours in nobodys-todos.csx.");
    }
}, new() { Misfire = Misfire.Skip });
