// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Chases a milestone that is late.");

// Runs once for an open milestone when its day is over, and again when it misses another one.
On.MilestoneLate(async milestone =>
{
    await milestone.Comment($"'{milestone.Title}' was to be reached by {milestone.DueOn:yyyy-MM-dd}. What is missing?");
});
