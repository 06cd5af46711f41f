// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Reminds of a milestone a week before its day.");

// Runs once for an open milestone so many days before its day.
On.MilestoneDueIn(7, async milestone =>
{
    await milestone.Comment($"'{milestone.Title}' is in a week. Are we on time?");
});
