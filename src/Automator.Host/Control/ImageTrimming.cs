using Automator.Host.Journal;
using Automator.Host.Rules;

namespace Automator.Host.Control;

/// <summary>Drops images that nobody uses any more, now and once a day: a host may run for months, and a rule may be saved often.</summary>
/// <param name="images">Where they are kept.</param>
/// <param name="inUse">Hashes that stay whatever their age: what is live, and what runs began with that have not ended. Asked each time.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when nothing could be dropped.</param>
internal sealed partial class ImageTrimming(ImageCache images, Func<IReadOnlySet<string>> inUse, TimeProvider time, ILogger<ImageTrimming> logger)
{
    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(30);

    internal async Task Run(CancellationToken stop)
    {
        using var day = new PeriodicTimer(TimeSpan.FromDays(1), time);
        do
            Trim();
        while (await day.WaitForNextTickAsync(stop));
    }

    /// <summary>Where the folder cannot be read, or the journal does not say what runs are pinned to, the next day tries again.</summary>
    private void Trim()
    {
        try
        {
            images.Trim(KeptUnused, inUse());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JournalException)
        {
            LogNotTrimmed(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Images that nobody uses could not be dropped, and are looked at again in a day: {Reason}")]
    private partial void LogNotTrimmed(string reason);
}
