using System.ComponentModel;
using Automator.Confinement;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>How long and how large a compilation may get.</summary>
internal sealed record CompilerLimits
{
    public TimeSpan Compile { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The first after a start waits for the compiler to warm up.</summary>
    public TimeSpan FirstCompile { get; init; } = TimeSpan.FromSeconds(30);

    public long Memory { get; init; } = 512L * 1024 * 1024;

    public TimeSpan MemoryCheck { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>After so many the process is replaced. Roslyn keeps pieces of syntax in a cache of fixed size, which fills over tens of thousands of versions.</summary>
    public int Compilations { get; init; } = 1_000;
}

/// <summary>
/// The compiler: one process, warm, one compilation at a time. A source that hangs or kills it costs its own build an
/// error, and the others a restart.
/// </summary>
internal sealed class CompilerProcess(ChildProgram program, TimeProvider time, CompilerLimits limits) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ChildProcess<CompileAnswer, CompileRequest>? _child;
    private bool _isWarm;
    private int _compiled;

    internal CompilerProcess(TimeProvider time) : this(ChildProgram.Compiler, time, new CompilerLimits())
    {
    }

    /// <summary>The process that compiles now, for measurements; null before the first start.</summary>
    internal int? ProcessId => _child?.Id;

    /// <summary>Resident bytes; zero when none runs.</summary>
    internal long Memory => _child?.Memory ?? 0;

    /// <summary>Starts the process now, so that the first compilation finds it warm.</summary>
    /// <exception cref="FileNotFoundException">The installation is not complete.</exception>
    internal async Task Start(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            StartChild();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>An image or errors; what goes wrong with the process itself is an error of the file too.</summary>
    internal async Task<CompileAnswer> Compile(CompileRequest request, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await CompileInTurn(request, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await Stop();
        _turn.Dispose();
    }

    private async Task<CompileAnswer> CompileInTurn(CompileRequest request, CancellationToken cancellation)
    {
        // One that died while nobody compiled has nothing to do with this source.
        if (_child is { HasExited: true })
            await Stop();
        ChildProcess<CompileAnswer, CompileRequest> child;
        try
        {
            child = StartChild();
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception or InvalidOperationException or ConfinementException)
        {
            return Failure(request, "RULE101", $"The compiler could not be started: {e.Message}");
        }

        string? failure = null;
        var deadline = _isWarm ? limits.Compile : limits.FirstCompile;
        using var over = new CancellationTokenSource(deadline, time);
        using var heavy = new CancellationTokenSource();
        using var all = CancellationTokenSource.CreateLinkedTokenSource(over.Token, heavy.Token, cancellation);
        using var watch = time.CreateTimer(_ => CancelWhenHeavy(child, heavy), null, limits.MemoryCheck, limits.MemoryCheck);
        try
        {
            // A full pipe blocks the writer, and only killing the child ends that.
            using var killed = all.Token.Register(child.Kill);
            await Task.Run(() => child.Pipe.Write(request), CancellationToken.None);
            if (await child.Read(all.Token) is { } answer)
            {
                _isWarm = true;
                if (++_compiled >= limits.Compilations)
                    await Replace(child);
                return Checked(request, answer);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidDataException or ObjectDisposedException)
        {
            failure = e.Message;
        }

        var words = await child.LastWords();
        await Replace(child);
        cancellation.ThrowIfCancellationRequested();
        return Ended(request, over, heavy, deadline) ?? Failure(request, "RULE104", failure is null
            ? $"The compiler died over this file ({words}). It is nested too deeply or too large in some way; make it simpler."
            : $"The compiler broke off ({words}): {failure}");
    }

    private CompileAnswer? Ended(CompileRequest request, CancellationTokenSource over, CancellationTokenSource heavy, TimeSpan deadline) =>
        heavy.IsCancellationRequested
            ? Failure(request, "RULE103", $"Compiling took more than {limits.Memory / (1024 * 1024)} MB and was stopped. Make the file simpler.")
        : over.IsCancellationRequested
            ? Failure(request, "RULE102", $"Compiling took more than {deadline.TotalSeconds:0.#} s and was stopped. Make the file simpler.")
        : null;

    private void CancelWhenHeavy(ChildProcess<CompileAnswer, CompileRequest> child, CancellationTokenSource heavy)
    {
        if (child.Memory <= limits.Memory)
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

    private ChildProcess<CompileAnswer, CompileRequest> StartChild()
    {
        if (_child is not null)
            return _child;
        (_isWarm, _compiled) = (false, 0);
        return _child = ChildProcess<CompileAnswer, CompileRequest>.Start(
            program, CompilationJson.Default.CompileAnswer, CompilationJson.Default.CompileRequest,
            FramePipe<CompileAnswer, CompileRequest>.DefaultMaximumLength);
    }

    /// <summary>The next one warms up while nobody waits yet.</summary>
    private async Task Replace(ChildProcess<CompileAnswer, CompileRequest> child)
    {
        _child = null;
        await child.DisposeAsync();
        try
        {
            StartChild();
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception or InvalidOperationException or ConfinementException)
        {
            // The next compilation tries again, and says so.
        }
    }

    private async Task Stop()
    {
        if (_child is { } child)
            await child.DisposeAsync();
        _child = null;
    }

    /// <summary>What comes from the compiler is not trusted to keep to its own contract.</summary>
    private static CompileAnswer Checked(CompileRequest request, CompileAnswer answer) => answer switch
    {
        { Errors.Count: > 0 } or { Dll.Length: > 0, Pdb.Length: > 0 } => answer,
        // Roslyn makes nothing at all of a script without code.
        { Dll.Length: 0 } when request.Kind == CompileKind.Rule => new CompileAnswer { Errors = [BuildErrors.NoHandler(request.Path)] },
        { Dll.Length: 0 } => Failure(request, "RULE105", "There is no code in it."),
        _ => Failure(request, "RULE104", "The compiler answered with neither an image nor an error."),
    };

    private static CompileAnswer Failure(CompileRequest request, string code, string message) =>
        new() { Errors = [new SourceError { File = request.Path, Code = code, Message = message }] };
}
