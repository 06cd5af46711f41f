using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>Rules to begin with, one for each trigger: each does something to look at in a dry run.</summary>
internal static class StarterText
{
    internal static string Of(Trigger trigger) => trigger switch
    {
        Trigger.Schedule => Schedule,
        Trigger.ProjectCreated => ProjectCreated,
        Trigger.TodoItemCompleted => TodoItemCompleted,
        Trigger.After => After,
        Trigger.Demand => Demand,
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "A trigger without a starter."),
    };

    private const string Schedule =
        """
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

        """;

    private const string ProjectCreated =
        """
        // Shown by `automator rules`. Say in a sentence what the rule is for.
        Rule.Describe("Gives every new project a list of first steps.");

        // Runs once for every project that appears from now on.
        On.ProjectCreated(async project =>
        {
            var list = await project.CreateTodoList("First steps");
            await list.CreateItem("Say hello to everybody on the project", dueOn: Clock.NextWorkday());
            await list.CreateItem("Write down what we want to have reached in a month");

            Log.Info($"'{project.Name}' has its first steps.");
        });

        """;

    private const string TodoItemCompleted =
        """
        // Shown by `automator rules`. Say in a sentence what the rule is for.
        Rule.Describe("Says in a comment how long a to-do was open.");

        // Runs once for every to-do that is completed from now on.
        On.TodoItemCompleted(async todo =>
        {
            var days = (int)((todo.CompletedAt ?? Clock.Now) - todo.CreatedAt).TotalDays;
            if (days < 1)
                return;

            await todo.Comment(days == 1 ? "Done after a day." : $"Done after {days} days.");
        });

        """;

    private const string After =
        """
        // Shown by `automator rules`. Say in a sentence what the rule is for.
        Rule.Describe("Tells the log when another rule does not do its work.");

        // Runs once for every run of that rule that ends in another way than it should.
        On.After("close-stale-todos", run =>
        {
            Log.Warn($"{run.Rule} {run.Id} is {run.Status} after {run.Writes} changes: {run.Reason}");
            return Task.CompletedTask;
        }, new() { When = AfterRuns.Failed });

        """;

    private const string Demand =
        """
        // Shown by `automator rules`. Say in a sentence what the rule is for.
        Rule.Describe("Lists the to-dos nobody answers for, project by project.");

        // Runs when somebody asks: `automator run RULE`, or `:run RULE` in the console.
        On.Demand(async () =>
        {
            foreach (var project in await Basecamp.Projects())
            {
                var count = 0;
                await foreach (var todo in project.TodoItems(open: true))
                {
                    if (todo.Responsible is null)
                        count++;
                }

                Log.Info($"{project.Name}: {count} without anybody responsible.");
            }
        });

        """;
}
