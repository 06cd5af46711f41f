// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Tells the log when another rule does not do its work.");

// Runs once for every run of that rule that ends in another way than it should.
On.After("close-stale-todos", run =>
{
    Log.Warn($"{run.Rule} {run.Id} is {run.Status} after {run.Writes} changes: {run.Reason}");
    return Task.CompletedTask;
}, new() { When = AfterRuns.Failed });
