// The project the message goes to is the demo account's; write the name of one of yours.
Rule.Describe("Posts on Monday who spent how many hours last week, and on which projects.");
Rule.Limit(reads: 10, writes: 1);

const string Place = "Studio operations";

On.Schedule("0 8 * * MON", async () =>
{
    // A run that was missed and is made up for later in the week still tells of the week before.
    var monday = Clock.Today.AddDays(-((int)Clock.Today.DayOfWeek + 6) % 7);
    if (await State.Get<DateOnly>("posted") == monday)
        return;

    var entries = await Basecamp.TimeReport(monday.AddDays(-7), monday.AddDays(-1));
    if (entries.Count == 0)
        return;

    try
    {
        var project = await Basecamp.Project(Place);
        var names = (await Basecamp.Projects(status: null)).ToDictionary(one => one.Id, one => one.Name);
        await project.CreateMessage($"Hours of the week from {monday.AddDays(-7)}", Report(entries, names), isPrivate: true);
        await State.Set("posted", monday);
    }
    catch (NotFoundException)
    {
        Log.Warn($"There is no project '{Place}' to post to. Name one of yours in weekly-hours.csx.");
    }
});

string Report(IReadOnlyList<TimeEntry> entries, Dictionary<long, string> names)
{
    var people = entries.GroupBy(entry => entry.PersonName).OrderBy(person => person.Key).Select(person =>
        $"* {person.Key}: {Sum(person)} ({string.Join(", ", Projects(person, names))})");
    return $"{Sum(entries)} hours in all.\n\n{string.Join("\n", people)}";
}

IEnumerable<string> Projects(IEnumerable<TimeEntry> entries, Dictionary<long, string> names) =>
    entries.GroupBy(entry => entry.ProjectId).OrderByDescending(project => project.Sum(entry => entry.Hours))
        .Select(project => $"{(names.TryGetValue(project.Key, out var name) ? name : "a project that is gone")} {Sum(project)}");

string Sum(IEnumerable<TimeEntry> entries) => entries.Sum(entry => entry.Hours).ToString("0.##");
