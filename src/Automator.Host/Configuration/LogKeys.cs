namespace Automator.Host.Configuration;

/// <summary>The keys of <c>log</c>.</summary>
internal static class LogKeys
{
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    private static readonly Key<TimeSpan> KeepSucceeded = new(
        "keepSucceeded",
        DurationShape.Between(Shortest, Longest),
        "How long a run that succeeded stays in the log; a month's go together, when the last of them may. A duration from 1d to 3650d.")
    { Default = "90d" };

    private static readonly Key<TimeSpan> KeepFailed = new(
        "keepFailed",
        DurationShape.Between(Shortest, Longest),
        "The same for a run that ended in any other way; no shorter than keepSucceeded.")
    { Default = "365d" };

    internal static ObjectShape<LogOptions> Shape { get; } =
        new([KeepSucceeded, KeepFailed], (values, _) => new(values.Get(KeepSucceeded), values.Get(KeepFailed))) { Check = Check };

    private static void Check(Values values, Place place)
    {
        if (values.TryGet(KeepSucceeded, out var succeeded) && values.TryGet(KeepFailed, out var failed) && failed < succeeded)
        {
            place.Of(KeepFailed.Name).Wrong(
                $"is {DurationShape.Text(failed)}, and keepSucceeded is {DurationShape.Text(succeeded)}. What failed is kept at least as long as what succeeded: raise the one or lower the other.");
        }
    }
}
