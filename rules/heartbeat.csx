// To see Automator at work on the demo account. It keeps a single to-do current; complete that to-do and the rule rests,
// reopen it and it goes on. On any other account it finds no place for it, says so once, and asks for nothing more.
// Delete this file when you have seen enough, or change the words below and save: the next beat has them.
Rule.Describe("Writes the time into one to-do of the demo account every ten seconds.");
Rule.Limit(reads: 3, writes: 1);

const string Words = "Automator was here at";

On.Schedule("*/10 * * * * *", async () =>
{
    if (await State.Get<bool>("no place"))
        return;

    var text = $"{Words} {Clock.Now:HH:mm:ss}";
    if (await TodoOfLastTime() is not { } todo)
        await Begin(text);
    else if (!todo.IsCompleted)
        await todo.Update(content: text);
}, new() { Misfire = Misfire.Skip });

async Task<TodoItem?> TodoOfLastTime()
{
    if (await State.Get<long>("todo") is not (> 0 and var id))
        return null;
    try
    {
        return await Basecamp.TodoItem(id);
    }
    catch (NotFoundException)
    {
        return null;
    }
}

async Task Begin(string text)
{
    try
    {
        var project = await Basecamp.Project("Studio operations");
        var list = await project.TodoList("Office");
        var todo = await list.CreateItem(text);
        await State.Set("todo", todo.Id);
        Log.Info("Look at the last to-do of the list 'Office' in 'Studio operations'.");
    }
    catch (NotFoundException)
    {
        await State.Set("no place", true);
        Log.Warn("This is not the demo account: nothing is written. You can delete rules/heartbeat.csx.");
    }
}
