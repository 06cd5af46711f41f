using System.Collections.Concurrent;

namespace Automator.Host.RunLog;

/// <summary>The one thread on which the run log's files are touched. Disposing it closes them.</summary>
internal sealed class RunLogThread : IAsyncDisposable
{
    private readonly BlockingCollection<Action<RunLogFiles>> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RunLogThread(RunLogFiles files) =>
        new Thread(() => Own(files)) { IsBackground = true, Name = "run log" }.Start();

    /// <summary>Ends when the files are closed; faulted when closing them failed.</summary>
    internal Task Ended => _ended.Task;

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

    /// <summary>What was asked before is still answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _work.CompleteAdding();
        await _ended.Task;
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
