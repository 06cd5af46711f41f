namespace Automator.Host.Journal;

/// <summary>
/// Keeps the journal from growing for ever: lets go what is old, in steps that are small and far apart, so that runs hardly wait. It
/// first does so some time after the start, when a clock that was wrong at boot has been set.
/// </summary>
/// <param name="journal">What is trimmed.</param>
/// <param name="retention">How long things are kept.</param>
/// <param name="followed">The revision that the run log has come to. Asked before every step: a log that is rebuilt begins anew.</param>
/// <param name="time">The clock by which things are old.</param>
/// <param name="log">Where it says what it could not do.</param>
internal sealed partial class JournalTrimmer(
    IJournal journal, Retention retention, Func<Task<long>> followed, TimeProvider time, ILogger<JournalTrimmer> log)
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    internal async Task Run(CancellationToken stop)
    {
        for (var pause = First; ; pause = Every)
        {
            await Task.Delay(pause, time, stop);
            try
            {
                await Trim(stop);
            }
            catch (Exception fault) when (fault is JournalException or IOException or UnauthorizedAccessException)
            {
                LogNotTrimmed(fault.Message, Every);
            }
        }
    }

    private async Task Trim(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var expiry = new Expiry { Now = now, Runs = now - retention.Runs, Bodies = now - retention.Bodies, Followed = 0 };
        while (await journal.Trim(expiry with { Followed = await followed() }, stop))
            await Task.Delay(Breath, time, stop);
    }

    [LoggerMessage(LogLevel.Warning, "What is old could not be let go from the journal, and is tried again in {Pause}: {Why}")]
    private partial void LogNotTrimmed(string why, TimeSpan pause);
}
