using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;
using Automator.Confinement;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>
/// One process of the compiler's program: warm, one request at a time. A source that hangs or kills it costs its own request the
/// answer, and the others a restart.
/// </summary>
internal sealed class CompilerChild<TRequest, TAnswer>(
    ChildProgram program, TimeProvider time, CompilerLimits limits, JsonTypeInfo<TRequest> write, JsonTypeInfo<TAnswer> read) : IAsyncDisposable
    where TRequest : class
    where TAnswer : class
{
    private static readonly ChildReply<TAnswer> Refused = new ChildReply<TAnswer>.NotStarted("Automator is ending.");

    // Never disposed: whoever waited would wait for ever, and whoever comes later is to be told.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _ending = new();
    private ChildProcess<TAnswer, TRequest>? _child;
    private bool _isWarm;
    private int _answered;

    /// <summary>Null where none runs.</summary>
    internal int? ProcessId => _child?.Id;

    internal long Memory => _child?.Figures.Memory ?? 0;

    /// <exception cref="FileNotFoundException">The installation is not complete.</exception>
    internal async Task Start(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (!_ending.IsCancellationRequested)
                StartChild();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <param name="request">What to ask.</param>
    /// <param name="cancellation">Gives up; where it was asked already, by killing it.</param>
    internal async Task<ChildReply<TAnswer>> Ask(TRequest request, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return _ending.IsCancellationRequested ? Refused : await AskInTurn(request, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the process unless it is being asked something; the next request starts another.</summary>
    internal async Task EndUnlessBusy()
    {
        if (!await _turn.WaitAsync(0))
            return;
        try
        {
            await Stop();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What is being asked is not waited for, and what waits for its turn or is asked later is refused.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _turn.WaitAsync();
        try
        {
            await Stop();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ChildReply<TAnswer>> AskInTurn(TRequest request, CancellationToken cancellation)
    {
        // One that died while nobody asked has nothing to do with this source.
        if (_child is { HasExited: true })
            await Stop();
        ChildProcess<TAnswer, TRequest> child;
        try
        {
            child = StartChild();
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception or InvalidOperationException or ConfinementException)
        {
            return new ChildReply<TAnswer>.NotStarted(e.Message);
        }

        if (!_isWarm)
        {
            switch (await Exchange(child, request: null, limits.WarmUp, cancellation))
            {
                case ChildReply<TAnswer>.Answered:
                    _isWarm = true;
                    break;
                case ChildReply<TAnswer>.TooLong { Deadline: var deadline }:
                    return new ChildReply<TAnswer>.NotStarted($"it was not ready after {deadline.TotalSeconds:0.###} s.");
                case ChildReply<TAnswer>.Ended ended:
                    return new ChildReply<TAnswer>.NotStarted($"it ended before it was ready ({ended.Words}). {ended.Failure}".TrimEnd());
                case var other:
                    return other;
            }
        }

        var reply = await Exchange(child, request, limits.Compile, cancellation);
        if (reply is ChildReply<TAnswer>.Answered && ++_answered >= limits.Compilations)
            await Replace(child);
        return reply;
    }

    /// <summary>One answer, or the end of this process and the start of the next. Without a request it is the answer that says that it is warm.</summary>
    private async Task<ChildReply<TAnswer>> Exchange(
        ChildProcess<TAnswer, TRequest> child, TRequest? request, TimeSpan deadline, CancellationToken cancellation)
    {
        string? failure = null;
        using var over = new CancellationTokenSource(deadline, time);
        using var heavy = new CancellationTokenSource();
        using var all = CancellationTokenSource.CreateLinkedTokenSource(over.Token, heavy.Token, _ending.Token, cancellation);
        using var watch = time.CreateTimer(_ => CancelWhenHeavy(child, heavy), null, limits.MemoryCheck, limits.MemoryCheck);
        try
        {
            // A full pipe blocks the writer, and only killing the child ends that.
            using var killed = all.Token.Register(child.Kill);
            if (request is not null)
                await Task.Run(() => child.Pipe.Write(request), CancellationToken.None);
            if (await child.Read(all.Token) is { } answer)
                return new ChildReply<TAnswer>.Answered(answer);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidDataException or ObjectDisposedException)
        {
            failure = e.Message;
        }

        var words = await child.LastWords();
        await Replace(child);
        cancellation.ThrowIfCancellationRequested();
        return _ending.IsCancellationRequested ? Refused
            : heavy.IsCancellationRequested ? new ChildReply<TAnswer>.TooLarge(limits.Memory)
            : over.IsCancellationRequested ? new ChildReply<TAnswer>.TooLong(deadline)
            : new ChildReply<TAnswer>.Ended(words, failure);
    }

    private void CancelWhenHeavy(ChildProcess<TAnswer, TRequest> child, CancellationTokenSource heavy)
    {
        if (child.Figures.Memory <= limits.Memory)
            return;
        try
        {
            heavy.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer came first.
        }
    }

    private ChildProcess<TAnswer, TRequest> StartChild()
    {
        if (_child is not null)
            return _child;
        (_isWarm, _answered) = (false, 0);
        return _child = ChildProcess<TAnswer, TRequest>.Start(program, read, write, FramePipe<TAnswer, TRequest>.DefaultMaximumLength);
    }

    /// <summary>The next one warms up while nobody waits yet.</summary>
    private async Task Replace(ChildProcess<TAnswer, TRequest> child)
    {
        _child = null;
        await child.DisposeAsync();
        if (_ending.IsCancellationRequested)
            return;
        try
        {
            StartChild();
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception or InvalidOperationException or ConfinementException)
        {
            // The next request tries again, and says so.
        }
    }

    private async Task Stop()
    {
        if (_child is { } child)
            await child.DisposeAsync();
        _child = null;
    }
}

/// <summary>How a request to a child ended.</summary>
internal abstract record ChildReply<TAnswer>
{
    internal sealed record Answered(TAnswer Answer) : ChildReply<TAnswer>;

    internal sealed record NotStarted(string Words) : ChildReply<TAnswer>;

    internal sealed record TooLarge(long Memory) : ChildReply<TAnswer>;

    internal sealed record TooLong(TimeSpan Deadline) : ChildReply<TAnswer>;

    /// <param name="Words">How it ended, and what it wrote last.</param>
    /// <param name="Failure">What was wrong with what it said; null where it said nothing.</param>
    internal sealed record Ended(string Words, string? Failure) : ChildReply<TAnswer>;
}
