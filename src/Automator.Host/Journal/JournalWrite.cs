namespace Automator.Host.Journal;

/// <summary>What waits for the writer: work that is taken back as a whole where it fails, and somebody who awaits its result.</summary>
/// <param name="size">How many operations it is.</param>
/// <param name="cancellation">Gives up.</param>
internal abstract class JournalWrite(int size, CancellationToken cancellation)
{
    internal int Size => size;

    /// <summary>Asked once, when its turn comes: from then on it goes to its end, so that nobody has to guess.</summary>
    internal bool GivenUp => cancellation.IsCancellationRequested;

    protected CancellationToken Cancellation => cancellation;

    /// <summary>False when what was written has to be taken back.</summary>
    internal abstract bool Write();

    internal abstract void Complete();

    internal abstract void Fail(Exception fault);

    internal abstract void Cancel();
}

/// <param name="work">What it answers, and whether what it wrote stays.</param>
/// <param name="size">How many operations it is.</param>
/// <param name="cancellation">Gives up.</param>
internal sealed class JournalWrite<T>(Func<(T Answer, bool Keep)> work, int size, CancellationToken cancellation) : JournalWrite(size, cancellation)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _pending;

    internal Task<T> Answer => _answer.Task;

    internal override bool Write()
    {
        (_pending, var keep) = work();
        return keep;
    }

    internal override void Complete() => _answer.TrySetResult(_pending!);

    internal override void Fail(Exception fault) => _answer.TrySetException(fault);

    internal override void Cancel() => _answer.TrySetCanceled(Cancellation);
}
