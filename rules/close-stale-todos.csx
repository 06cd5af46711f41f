Rule.Describe("Completes to-dos that nobody has touched for 30 days, and says so.");
Rule.Limit(writes: 400, time: TimeSpan.FromMinutes(10));

On.Schedule("0 3 * * MON-FRI", async () =>
{
    await foreach (var todo in Basecamp.TodoItems(open: true, untouchedFor: TimeSpan.FromDays(30)))
    {
        await todo.Complete();
        await todo.Comment("Closed automatically: no activity for 30 days.");
    }
}, new() { Zone = "Europe/Berlin", Misfire = Misfire.Once });
