using System.Collections.Concurrent;

namespace Automator.Host.RunLog;

/// <summary>The one thread on which the run log's files are touched. Disposing it closes them.</summary>
internal sealed class RunLogThread : IAsyncDisposable
{
    /// <summary>LiteDB waits for ever where its own writing failed: nobody must wait with it.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<Action<RunLogFiles>> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;

    internal RunLogThread(RunLogFiles files, TimeProvider time)
    {
        _time = time;
        new Thread(() => Own(files)) { IsBackground = true, Name = "run log" }.Start();
    }

    /// <summary>Ends when the files are closed; faulted when closing them failed.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>For who must not wait for ever.</summary>
    /// <exception cref="RunLogException">It does not answer, or cannot.</exception>
    internal async Task<T> Ask<T>(Func<RunLogFiles, T> question)
    {
        try
        {
            return await Do(question).WaitAsync(Patience, _time);
        }
        catch (TimeoutException e)
        {
            throw new RunLogException($"The run log has not answered for {Patience.TotalSeconds:0} s. Ask again; if it stays so, look at the disk and start the host again.", e);
        }
    }

    internal Task<T> Do<T>(Func<RunLogFiles, T> work)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _work.Add(files =>
            {
                try
                {
                    answer.SetResult(work(files));
                }
                catch (Exception fault)
                {
                    // Not of this thread: whoever asked gets it.
                    answer.SetException(fault);
                }
            });
        }
        catch (InvalidOperationException)
        {
            answer.SetException(new RunLogException("The run log is closed: the host is stopping."));
        }

        return answer.Task;
    }

    /// <summary>What was asked before is still answered. What is not closed whole is rebuilt from the journal: a stop must not fail for it.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.CompleteAdding();
        await _ended.Task.WaitAsync(Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Own(RunLogFiles files)
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work(files);
        try
        {
            files.Dispose();
            _ended.SetResult();
        }
        catch (Exception fault)
        {
            _ended.SetException(new RunLogException(
                "The run log was not closed whole. What is missing is rebuilt from the journal.", fault));
        }
    }
}
