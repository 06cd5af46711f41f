Rule.Describe("Asks for a new date under milestones whose day is over, each at most once a week.");
Rule.Limit(writes: MostADay);

const int MostADay = 5;

On.Schedule("0 9 * * MON-FRI", async () =>
{
    var asked = 0;
    foreach (var project in await Basecamp.Projects())
    {
        foreach (var milestone in await project.Milestones(MilestoneState.Late))
        {
            var last = await State.For(milestone).Get<DateOnly>("asked");
            if (last.AddDays(7) > Clock.Today)
                continue;
            if (asked++ == MostADay)
            {
                Log.Info("More are late; they are asked about tomorrow.");
                return;
            }

            var days = Clock.Today.DayNumber - milestone.DueOn.DayNumber;
            await milestone.Comment($"{milestone.Responsible?.Name ?? "Everybody"}: this was due {days} days ago, on {milestone.DueOn}. What is the new date?");
            await State.For(milestone).Set("asked", Clock.Today);
        }
    }
}, new() { Misfire = Misfire.Skip });
