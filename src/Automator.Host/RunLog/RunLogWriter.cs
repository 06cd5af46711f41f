using System.Collections.Concurrent;
using System.Threading.Channels;
using Automator.Host.Journal;

namespace Automator.Host.RunLog;

/// <summary>
/// Follows the journal: takes the runs that changed since, in batches, when poked and at its start; makes anew what is damaged, what is
/// overdue, and what a person asks for. Its failure never breaks a run: it says so and tries again, later each time. What a run does
/// between its changes of state is taken with the next one; until then the journal has it.
/// </summary>
internal sealed partial class RunLogWriter : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(6);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    private readonly Channel<TaskCompletionSource?> _pokes = Channel.CreateUnbounded<TaskCompletionSource?>(new() { SingleReader = true });
    private readonly ConcurrentQueue<Wish> _wishes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly RunLogRetention _retention;
    private readonly JournalRuns _journal;
    private readonly RunLogThread _thread;
    private readonly TimeProvider _time;
    private readonly ILogger<RunLogWriter> _log;
    private readonly ITimer _look;
    private readonly Task _following;

    /// <summary>Of the owner thread, as is whose wish it is.</summary>
    private RunLogRebuild? _rebuild;

    private Wish? _wish;

    internal RunLogWriter(IJournal journal, RunLogThread thread, RunLogRetention retention, TimeProvider time, ILogger<RunLogWriter> log)
    {
        (_thread, _retention, _time, _log) = (thread, retention, time, log);
        _journal = new JournalRuns(journal, retention, time);
        _look = time.CreateTimer(_ => Poke(), null, LookEvery, LookEvery);
        Poke();
        _following = Task.Run(Follow);
    }

    private enum Left
    {
        Nothing,

        /// <summary>To be made anew: the next start begins with it again.</summary>
        Rebuilding,
        Following,
    }

    /// <summary>The journal has something new. Returns at once.</summary>
    internal void Poke() => _pokes.Writer.TryWrite(null);

    /// <summary>Ends when the log has everything the journal has now; cancelled when the host stops before.</summary>
    internal Task CatchUp()
    {
        var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_pokes.Writer.TryWrite(caughtUp))
            caughtUp.SetCanceled();
        return caughtUp.Task;
    }

    /// <summary>Makes a month anew, or all there are; cancelled when the host stops before.</summary>
    /// <exception cref="RunLogException">It could not be written. What was there is still there.</exception>
    internal Task<IReadOnlyList<MonthRebuilt>> Rebuild(RunMonth? month)
    {
        var wish = new Wish(month, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _wishes.Enqueue(wish);
        if (!_pokes.Writer.TryWrite(null))
            wish.Done.TrySetCanceled();
        return wish.Done.Task;
    }

    /// <summary>Follows once more, so that a host that stops in order leaves a whole log; not when it is failing at that.</summary>
    public async ValueTask DisposeAsync()
    {
        await _look.DisposeAsync();
        Poke();
        _pokes.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _following.WaitAsync(RunLogThread.Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var wish in _wishes.Append(_wish))
            wish?.Done.TrySetCanceled();
        _stopping.Dispose();
    }

    private async Task Follow()
    {
        var waiting = new List<TaskCompletionSource>();
        var failures = 0;
        while (failures > 0 || await _pokes.Reader.WaitToReadAsync())
        {
            while (_pokes.Reader.TryRead(out var poke))
            {
                if (poke is not null)
                    waiting.Add(poke);
            }

            if (await TryFollow(failures))
            {
                failures = 0;
                waiting.ForEach(caughtUp => caughtUp.SetResult());
                waiting.Clear();
            }
            else if (!await Pause(failures++))
            {
                break;
            }
        }

        waiting.ForEach(caughtUp => caughtUp.TrySetCanceled());
    }

    private async Task<bool> TryFollow(int failures)
    {
        try
        {
            while (await _thread.Do(Step) is var left && (left == Left.Following || (left == Left.Rebuilding && !_stopping.IsCancellationRequested)))
            {
            }

            return true;
        }
        catch (Exception fault)
        {
            // The border the class names: whatever it is, the run log only comes later.
            NotFollowed(fault, fault.Message, Pauses[Math.Min(failures, Pauses.Length - 1)]);
            return false;
        }
    }

    private Left Step(RunLogFiles files)
    {
        files.WhenDue = Poke;
        files.LookAround();
        if (Follow(files))
            return Left.Following;
        _rebuild ??= Due(files);
        if (_rebuild is null)
            return Left.Nothing;
        Rebuild(_rebuild);
        return Left.Rebuilding;
    }

    private bool Follow(RunLogFiles files)
    {
        if (!_journal.Reaches(files.Position))
            files.StartOver();
        var batch = _journal.After(files.Position, _ => true);
        if (batch.Revision > files.Position)
            files.Write(batch.Runs, batch.Revision);
        return !batch.IsLast;
    }

    private RunLogRebuild? Due(RunLogFiles files)
    {
        if (files.Due.Count > 0)
            return Of([.. files.Due]);
        if (_wishes.TryDequeue(out _wish))
            return Of(_wish.Month is { } wished ? [wished] : files.All);
        return files.Overdue(_retention) is { } overdue ? Of([overdue]) : null;

        RunLogRebuild Of(IReadOnlyCollection<RunMonth> months) => new(files, _journal, _retention, months, _time.GetUtcNow());
    }

    /// <summary>One step.</summary>
    private void Rebuild(RunLogRebuild rebuild)
    {
        try
        {
            if (rebuild.Step())
                return;
            foreach (var month in rebuild.Rebuilt)
                Say(month);
            _wish?.Done.TrySetResult(rebuild.Rebuilt);
        }
        catch (Exception fault)
        {
            rebuild.GiveUp();
            _wish?.Done.TrySetException(fault as RunLogException ?? new RunLogException($"The run log could not be rebuilt: {fault.Message} What was there is still there.", fault));
            throw;
        }
        finally
        {
            if (!rebuild.IsUnderWay)
                (_rebuild, _wish) = (null, null);
        }
    }

    private void Say(MonthRebuilt month)
    {
        if (month.Lost > 0)
            LogRebuiltInPart(month.Month, month.Runs, month.Salvaged, month.Over, month.Lost, month.Aside);
        else
            LogRebuilt(month.Month, month.Runs, month.Salvaged, month.Over);
    }

    /// <summary>False when the host stops instead.</summary>
    private async Task<bool> Pause(int failures)
    {
        try
        {
            await Task.Delay(Pauses[Math.Min(failures, Pauses.Length - 1)], _time, _stopping.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <param name="Month">Null for all there are.</param>
    /// <param name="Done">For whoever waits.</param>
    private sealed record Wish(RunMonth? Month, TaskCompletionSource<IReadOnlyList<MonthRebuilt>> Done);

    [LoggerMessage(LogLevel.Warning, "The run log is behind the journal: {Why} It is tried again in {Pause}.")]
    private partial void NotFollowed(Exception fault, string why, TimeSpan pause);

    [LoggerMessage(LogLevel.Information, "The run log of {Month} was rebuilt: {Runs} runs, {Salvaged} of them from its old file, since the journal had them no more; {Over} were left out, since their time is over.")]
    private partial void LogRebuilt(RunMonth month, long runs, long salvaged, long over);

    [LoggerMessage(LogLevel.Warning, "The run log of {Month} was rebuilt: {Runs} runs, {Salvaged} of them from its old file, since the journal had them no more; {Over} were left out, since their time is over. {Lost} runs are lost: neither the journal nor the old file, {Aside}, has them whole.")]
    private partial void LogRebuiltInPart(RunMonth month, long runs, long salvaged, long over, long lost, string? aside);
}
