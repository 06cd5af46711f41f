// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Thanks everybody when a milestone is reached.");

// Runs once for every milestone that is completed from now on.
On.MilestoneCompleted(async milestone =>
{
    await milestone.Comment(milestone.CompletedAt is null ? "Reached. Thank you all!" : $"Reached, and {milestone.CompleterName} said so. Thank you all!");
});
