using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>How long and how large a compilation may get.</summary>
internal sealed record CompilerLimits
{
    public TimeSpan Compile { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Until it takes its first request, whose own limit counts from then.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(30);

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
    private readonly CompilerChild<CompileRequest, CompileAnswer> _child =
        new(program, time, limits, CompilationJson.Default.CompileRequest, CompilationJson.Default.CompileAnswer);

    internal CompilerProcess(TimeProvider time) : this(ChildProgram.Compiler, time, new CompilerLimits())
    {
    }

    /// <summary>The process that compiles now, for measurements; null before the first start.</summary>
    internal int? ProcessId => _child.ProcessId;

    /// <summary>Resident bytes; zero when none runs.</summary>
    internal long Memory => _child.Memory;

    /// <summary>Starts the process now, so that the first compilation finds it warm.</summary>
    /// <exception cref="FileNotFoundException">The installation is not complete.</exception>
    internal Task Start(CancellationToken cancellation) => _child.Start(cancellation);

    /// <summary>An image or errors; what goes wrong with the process itself is an error of the file too.</summary>
    internal async Task<CompileAnswer> Compile(CompileRequest request, CancellationToken cancellation) => await _child.Ask(request, cancellation) switch
    {
        ChildReply<CompileAnswer>.Answered reply => Checked(request, reply.Answer),
        ChildReply<CompileAnswer>.NotStarted reply => Failure(request, "RULE101", $"The compiler could not be started: {reply.Words}"),
        ChildReply<CompileAnswer>.TooLong reply => Failure(request, "RULE102", $"Compiling took more than {reply.Deadline.TotalSeconds:0.#} s and was stopped. Make the file simpler."),
        ChildReply<CompileAnswer>.TooLarge reply => Failure(request, "RULE103", $"Compiling took more than {reply.Memory / (1024 * 1024)} MB and was stopped. Make the file simpler."),
        ChildReply<CompileAnswer>.Ended { Failure: null } reply =>
            Failure(request, "RULE104", $"The compiler died over this file ({reply.Words}). It is nested too deeply or too large in some way; make it simpler."),
        ChildReply<CompileAnswer>.Ended reply => Failure(request, "RULE104", $"The compiler broke off ({reply.Words}): {reply.Failure}"),
        _ => throw new InvalidOperationException("A reply of no kind."),
    };

    public ValueTask DisposeAsync() => _child.DisposeAsync();

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
