// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Opens a discussion for every new milestone.");

// Runs once for every milestone that appears from now on.
On.MilestoneCreated(async milestone =>
{
    await milestone.Comment("What has to be done until then?");
});
