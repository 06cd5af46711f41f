using System.Text.Json;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Worker;

/// <summary>A real worker process with a compiled rule, and the test in the host's place at the other end of the pipe.</summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    internal static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Lane _lane;
    private readonly CompilerFixture _compiler;
    private string _image = "";

    private WorkerBench(Lane lane, CompilerFixture compiler) => (_lane, _compiler) = (lane, compiler);

    internal Lane Lane => _lane;

    internal static async Task<WorkerBench> Open(CompilerFixture compiler, string source, params (string Path, string Text)[] helpers)
    {
        var bench = await Open(compiler);
        await bench.Load(CompilerFixture.Request(source, helpers));
        return bench;
    }

    internal static Task<WorkerBench> Demand(CompilerFixture compiler, string body) =>
        Open(compiler, $"On.Demand(async () => {{ {body}\n}});");

    internal static async Task<WorkerBench> Snippet(CompilerFixture compiler, string text)
    {
        var bench = await Open(compiler);
        await bench.Load(CompilerFixture.Request(text) with { Kind = CompileKind.Snippet });
        return bench;
    }

    internal async Task Load(CompileRequest request)
    {
        var answer = await _compiler.Compile(request);
        answer.Errors.ShouldBeEmpty();
        _image = Guid.NewGuid().ToString("N");
        _lane.Load(_image, answer.Dll!, answer.Pdb!);
    }

    internal void Begin(string run = "run1", string? handler = "demand-1", object? payload = null) => _lane.Send(new BeginRun
    {
        ImageHash = _image,
        Handler = handler,
        Payload = payload is null ? null : JsonSerializer.SerializeToElement(payload, payload.GetType(), ProtocolJson.Default),
        Facts = new RunFacts { RunId = run, Account = "demo", Rule = "rule", StartedAt = Start, Zone = new ZoneTable { Name = "UTC", FirstOffset = 0, Shifts = [] }, Seed = (ulong)run.Length * 77 + run[^1] },
    });

    internal void Register() => _lane.Send(new RegisterRule { ImageHash = _image });

    /// <summary>What the worker says next; that it is idle, only where that is asked for.</summary>
    internal async Task<T> Next<T>() where T : WorkerFrame
    {
        while (true)
        {
            var frame = await _lane.Receive(TestContext.Current.CancellationToken);
            if (frame is not RunIdle || typeof(T) == typeof(RunIdle))
                return frame.ShouldBeOfType<T>();
        }
    }

    internal async Task<T> Called<T>() where T : Operation => (await Next<CallIssued>()).Operation.ShouldBeOfType<T>();

    internal async Task<string> Logged() => (await Next<LogWritten>()).Text;

    internal void Answer(long sequence, object result, DateTimeOffset? at = null) => _lane.Send(new AnswerCall
    {
        Sequence = sequence,
        At = at ?? Start.AddSeconds(sequence),
        Result = JsonSerializer.SerializeToElement(result, result.GetType(), ProtocolJson.Default),
    });

    internal void Fail(long sequence, CallFailureKind kind, string message) => _lane.Send(new AnswerCall
    {
        Sequence = sequence,
        At = Start,
        Failure = new CallFailure { Kind = kind, Message = message },
    });

    internal void Abandon() => _lane.Send(new AbandonRun());

    internal void Cancel(string reason) => _lane.Send(new CancelRun { Reason = reason });

    /// <summary>Runs to the end, nothing answered, and gives the lines it logged.</summary>
    internal async Task<(IReadOnlyList<string> Lines, RunEnded Ended)> Whole(string run = "run1", string? handler = "demand-1", object? payload = null)
    {
        Begin(run, handler, payload);
        var lines = new List<string>();
        while (true)
        {
            switch (await _lane.Receive(TestContext.Current.CancellationToken))
            {
                case LogWritten line:
                    lines.Add(line.Text);
                    break;
                case RunEnded ended:
                    return (lines, ended);
            }
        }
    }

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private static async Task<WorkerBench> Open(CompilerFixture compiler) =>
        new(await Lane.Start(ChildProgram.Worker, TimeProvider.System, TestContext.Current.CancellationToken), compiler);
}
