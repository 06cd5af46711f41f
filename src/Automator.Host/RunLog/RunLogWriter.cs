using System.Threading.Channels;
using Automator.Host.Journal;

namespace Automator.Host.RunLog;

/// <summary>
/// Follows the journal: takes the runs that changed since, in batches, when poked and at its start. Its failure never breaks a
/// run: it says so and tries again, later each time. What a run does between its changes of state is taken with the next one;
/// until then the journal has it.
/// </summary>
internal sealed partial class RunLogWriter : IAsyncDisposable
{
    private const int Batch = 100;

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    private readonly Channel<TaskCompletionSource?> _pokes = Channel.CreateUnbounded<TaskCompletionSource?>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly IJournal _journal;
    private readonly RunLogThread _thread;
    private readonly TimeProvider _time;
    private readonly ILogger<RunLogWriter> _log;
    private readonly Task _following;

    internal RunLogWriter(IJournal journal, RunLogThread thread, TimeProvider time, ILogger<RunLogWriter> log)
    {
        (_journal, _thread, _time, _log) = (journal, thread, time, log);
        Poke();
        _following = Task.Run(Follow);
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

    /// <summary>Follows once more, so that a host that stops in order leaves a whole log; not when it is failing at that.</summary>
    public async ValueTask DisposeAsync()
    {
        Poke();
        _pokes.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _following;
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
            while (await _thread.Do(FollowBatch))
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

    /// <summary>False when there is nothing more to follow.</summary>
    private bool FollowBatch(RunLogFiles files)
    {
        files.WhenSetAside = Poke;
        var position = files.Position;
        if (position > 0 && _journal.RunsAfter(position - 1, 1).Count == 0)
        {
            files.StartOver();
            position = 0;
        }

        var changed = _journal.RunsAfter(position, Batch);
        if (changed.Count > 0)
            files.Write([.. changed.Select(Document)], changed[^1].Revision);
        return changed.Count == Batch;
    }

    private RunDocument Document(RunRecord run) => RunDocument.From(run, _journal.Effects(run.Id), _journal.Log(run.Id));

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

    [LoggerMessage(LogLevel.Warning, "The run log is behind the journal: {Why} It is tried again in {Pause}.")]
    private partial void NotFollowed(Exception fault, string why, TimeSpan pause);
}
