// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Lists large files in the log.");

// Runs once for every file, and every version of one, that appears from now on.
On.FileAdded(file =>
{
    if (file.ByteSize > 10_000_000)
        Log.Info($"'{file.Name}' has {file.ByteSize / 1_000_000} MB.");
    return Task.CompletedTask;
});
