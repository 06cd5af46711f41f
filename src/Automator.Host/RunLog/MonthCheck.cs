namespace Automator.Host.RunLog;

/// <summary>Whether all of a file is as it was written: what each document says of itself, and that each index leads to all of them.</summary>
internal static class MonthCheck
{
    /// <returns>How many runs it has.</returns>
    /// <exception cref="InvalidDataException">Not all of them, or not all of each. LiteDB throws others.</exception>
    internal static long Count(string path)
    {
        long byId;
        long byRule;
        using (var file = new MonthFile(path, readOnly: false))
        {
            file.Flush();
            (byId, byRule) = (file.Count("_id"), file.Count(RunBson.RuleOrder));
        }

        var (sound, spoilt) = (0L, 0L);
        foreach (var run in StoredRuns.In(path))
            _ = run is null ? spoilt++ : sound++;
        return spoilt == 0 && byId == sound && byRule == sound
            ? sound
            : throw new InvalidDataException($"{spoilt} of its runs are not as they were written, and of {sound} its indexes lead to {byId} and {byRule}.");
    }
}
