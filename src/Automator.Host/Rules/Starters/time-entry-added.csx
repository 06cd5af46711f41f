// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Warns when somebody enters a very long day.");

// Runs once for every time entry that appears from now on.
On.TimeEntryAdded(entry =>
{
    if (entry.Hours > 12)
        Log.Warn($"{entry.PersonName} has entered {entry.Hours} hours for {entry.Date:yyyy-MM-dd}: {entry.Description}");
    return Task.CompletedTask;
});
