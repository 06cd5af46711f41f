// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Asks about to-dos that are more than a week late.");

// What one run may spend. It ends before the call that would pass this.
Rule.Limit(writes: 20);

// Minute, hour, day of month, month, day of week; or @hourly, @daily, @weekly.
On.Schedule("0 8 * * MON-FRI", async () =>
{
    var asked = 0;
    await foreach (var todo in Basecamp.TodoItems(open: true, dueBefore: Clock.Today.AddDays(-7)))
    {
        // Remembered between runs, so that nobody is asked twice about the same day.
        var state = State.For(todo);
        if (await state.Get<DateOnly?>("asked about") == todo.DueOn)
            continue;

        await todo.Comment($"This was due on {todo.DueOn:yyyy-MM-dd}. Is it still needed?");
        await state.Set("asked about", todo.DueOn);
        if (++asked == 10)
            break;
    }

    Log.Info($"Asked about {asked} to-dos.");
});
