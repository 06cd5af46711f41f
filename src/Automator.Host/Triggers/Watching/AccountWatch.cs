using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// Finds what happened in the account by polling. What no rule listens to costs nothing; an account in which nothing
/// happens costs one request a poll. Everything a poll finds is one commit: the marks of what was seen, the cursors, the
/// dues (more than one only where there is very much of it, and then each is whole in itself).
/// </summary>
internal sealed class AccountWatch(
    string account, IJournal journal, DueQueue dues, AskAccount ask, TimeZoneInfo zone, AccountWatchOptions options, TimeProvider time, ILogger<AccountWatch> logger) : IDisposable
{
    private readonly Alarm _alarm = new(time);
    private LiveRules? _told;
    private WatchedAccount? _watched;
    private int _polls;

    /// <summary>
    /// Says what is live now, at any time and from any thread; the first word must be of the whole catalog. A handler that
    /// is new is heard at once, so that it misses nothing that happens after it went live.
    /// </summary>
    internal void Listen(LiveRules live)
    {
        var before = Interlocked.Exchange(ref _told, live);
        if (before is null || !Keys(before).SetEquals(Keys(live)))
            PollNow();
    }

    internal void PollNow() => _alarm.Ring();

    internal async Task Run(CancellationToken stop)
    {
        var failures = 0;
        var took = TimeSpan.Zero;
        while (true)
        {
            await _alarm.Wait(failures == 0 ? Rest(took) : BackOff.After(failures, options.Interval, options.LongestBackOff), stop);
            try
            {
                var began = time.GetTimestamp();
                await Poll(stop);
                took = time.GetElapsedTime(began);
                if (failures > 0)
                    TriggerLog.WatchBack(logger, account);
                failures = 0;
            }
            catch (Exception e) when (e is CallFailedException or JournalException or CommitRefusedException { Result: CommitResult.Conflict })
            {
                if (failures++ == 0)
                    TriggerLog.WatchFailed(logger, account, e.Message);
            }
            catch (CommitRefusedException)
            {
                TriggerLog.Fenced(logger, account);
                return;
            }
        }
    }

    /// <summary>A poll that had to wait for its part of the account's budget is followed by as long a rest: what there is goes to rules first.</summary>
    private TimeSpan Rest(TimeSpan took) => took <= options.Interval ? options.Interval : took < options.LongestBackOff ? took : options.LongestBackOff;

    /// <summary>One look at the account. Whatever it throws, it can be made again.</summary>
    internal async Task Poll(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _told) is not { } live)
            return;
        var batch = new WatchBatch(account, time.GetUtcNow(), dues, options.ChunkSize);
        try
        {
            _watched ??= new WatchedAccount(new WatchContext(account, journal, ask, options, logger), zone);
            await _watched.Look(live, isSweep: ++_polls % options.SweepEvery == 0, batch, cancellation);
            await batch.Write(cancellation);
        }
        catch (CallFailedException)
        {
            await WriteFound(batch, cancellation);
            throw;
        }
        catch
        {
            Forget();
            throw;
        }
    }

    public void Dispose() => _alarm.Dispose();

    /// <summary>The account failed halfway: what was found until then is whole, and kept.</summary>
    private async Task WriteFound(WatchBatch batch, CancellationToken cancellation)
    {
        try
        {
            await batch.Write(cancellation);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>What is in memory may be ahead of the journal: the next poll begins from the journal.</summary>
    private void Forget() => _watched = null;

    private static HashSet<HandlerKey> Keys(LiveRules live) =>
        [.. live.Handlers.Where(handler => handler.Definition.Trigger.IsEvent()).Select(handler => handler.Key)];
}
