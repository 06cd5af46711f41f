using System.ComponentModel;
using Automator.Confinement;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>
/// What completes: a second process of the compiler's program, in a mode of its own, that starts when first asked and ends when
/// nobody has asked for a while. It says nothing rather than fail: whoever types goes on typing.
/// </summary>
internal sealed class CompletionProcess : IAsyncDisposable
{
    /// <summary>A process that only completes has nothing else to do, and a person has waited long enough by then.</summary>
    private static readonly CompilerLimits Limits = new() { Compile = TimeSpan.FromSeconds(3) };

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    private readonly CompilerChild<CompletionRequest, CompletionAnswer> _child;

    // Never disposed, as the child's own.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer _idle;
    private readonly TimeSpan _untilEnd;

    internal CompletionProcess(ChildProgram program, TimeProvider time) : this(program, time, Limits, Idle)
    {
    }

    internal CompletionProcess(ChildProgram program, TimeProvider time, CompilerLimits limits, TimeSpan untilEnd)
    {
        _child = new(program, time, limits, CompilationJson.Default.CompletionRequest, CompilationJson.Default.CompletionAnswer);
        _untilEnd = untilEnd;
        _idle = time.CreateTimer(_ => _ = _child.EndUnlessBusy(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal int? ProcessId => _child.ProcessId;

    /// <summary>Starts it ahead of the first question.</summary>
    internal async Task Prepare()
    {
        try
        {
            await _child.Start(CancellationToken.None);
            RestFromNow();
        }
        catch (Exception e) when (e is FileNotFoundException or Win32Exception or InvalidOperationException or ConfinementException)
        {
            // The first question tries again, and says so.
        }
    }

    /// <param name="request">What to ask.</param>
    /// <param name="cancellation">Gives up before its turn. What is asked already is answered: it is quicker than a new process.</param>
    internal async Task<CompletionAnswer> Ask(CompletionRequest request, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return Read(request, await _child.Ask(request, CancellationToken.None));
        }
        finally
        {
            RestFromNow();
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        await _idle.DisposeAsync();
    }

    private static CompletionAnswer Read(CompletionRequest request, ChildReply<CompletionAnswer> reply) => reply switch
    {
        ChildReply<CompletionAnswer>.Answered { Answer: var answer } => Checked(request, answer),
        ChildReply<CompletionAnswer>.NotStarted { Words: var words } => Nothing($"The compiler could not be started: {words}"),
        ChildReply<CompletionAnswer>.TooLong { Deadline: var deadline } => Nothing($"It took more than {deadline.TotalSeconds:0.#} s and was stopped."),
        ChildReply<CompletionAnswer>.TooLarge { Memory: var memory } => Nothing($"It took more than {memory / (1024 * 1024)} MB and was stopped."),
        ChildReply<CompletionAnswer>.Ended ended => Nothing($"The compiler ended over this file ({ended.Words}). {ended.Failure}"),
        _ => throw new InvalidOperationException("A reply of no kind."),
    };

    private void RestFromNow() => _idle.Change(_untilEnd, Timeout.InfiniteTimeSpan);

    /// <summary>What comes from the compiler is not trusted to keep to its own contract: no place outside of the text.</summary>
    private static CompletionAnswer Checked(CompletionRequest request, CompletionAnswer answer)
    {
        var length = request.Source.Sources[request.Source.Path].Length;
        return answer with
        {
            Items = [.. answer.Items.Where(item => IsInside(item.Start, item.Length)).Take(CompletionAnswer.MostItems)],
            Description = answer.Description is { Start: { } start, Length: { } described } && !IsInside(start, described) ? null : answer.Description,
        };

        bool IsInside(int start, int count) => start >= 0 && count >= 0 && start <= length && count <= length - start;
    }

    private static CompletionAnswer Nothing(string why) => new() { Refusal = why };
}
