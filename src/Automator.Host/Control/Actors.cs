namespace Automator.Host.Control;

/// <summary>Work that goes on until it is told to stop. What ends before that, or fails, ends the host.</summary>
internal sealed class Actors
{
    private readonly Lock _gate = new();
    private readonly List<Task> _all = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends as the first of them did; never while all is well.</summary>
    internal Task Ended => _ended.Task;

    /// <param name="work">Under way.</param>
    /// <param name="mayEnd">True for work that may be done one day; its failure ends the host all the same.</param>
    internal void Add(Task work, bool mayEnd = false)
    {
        lock (_gate)
            _all.Add(work);
        _ = Watch(work, mayEnd);
    }

    /// <summary>Waits for the end of all, however they end.</summary>
    internal async Task Settle()
    {
        Task[] all;
        lock (_gate)
            all = [.. _all];
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Watch(Task work, bool mayEnd)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!mayEnd || work.IsFaulted)
            _ended.TrySetFromTask(work);
    }
}
