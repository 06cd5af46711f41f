using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>One run: what the Sdk's static classes reach while the rule's code runs.</summary>
internal sealed class RunSession : IRunContext
{
    private const int LongestLine = 8_000;

    private readonly FramePipe<HostFrame, WorkerFrame> _pipe;
    private readonly BeginRun _begin;
    private readonly Image _image;
    private readonly Dictionary<long, TaskCompletionSource<JsonElement?>> _outstanding = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _sequence;
    private long _ids;
    private string? _stopped;
    private RunEnded? _ended;
    private bool _isOver;

    internal RunSession(FramePipe<HostFrame, WorkerFrame> pipe, BeginRun begin, Image image)
    {
        _pipe = pipe;
        _begin = begin;
        _image = image;
        Now = begin.Facts.StartedAt;
        Random = new RunRandom(begin.Facts.Seed);
    }

    public RunFacts Facts => _begin.Facts;

    public RuleRegistration? Registration { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public RunRandom Random { get; }

    public Guid NewId() => new(XxHash128.Hash(Encoding.UTF8.GetBytes($"{Facts.RunId}/{_ids++}")));

    public IRunContext OnItsThread() => Environment.CurrentManagedThreadId == _thread
        ? this
        : throw new InvalidOperationException("A rule works on one thread: this call came from another.");

    /// <summary>What is asked goes out as soon as the rule waits for something, or writes a line.</summary>
    public async Task<TResult> Call<TResult>(Operation<TResult> operation)
    {
        ThrowIfStopped();
        var sequence = ++_sequence;
        var answer = new TaskCompletionSource<JsonElement?>();
        if (!_pipe.TryKeep(new CallIssued { Sequence = sequence, Operation = operation }, out var length))
        {
            _sequence--; // It was not taken.
            throw new ArgumentException($"This call ({operation.OperationName}) would take {length:N0} bytes; at most {FramePipe<HostFrame, WorkerFrame>.DefaultMaximumLength:N0} can be sent at once. Send less at a time.");
        }

        _outstanding.Add(sequence, answer);
        var result = await answer.Task;
        return result is { } json
            ? ProtocolJson.FromElement<TResult>(json)
            : throw new InvalidDataException($"The host answered call {sequence} with nothing.");
    }

    public void Write(LogSeverity level, string text)
    {
        ThrowIfStopped();
        text ??= "";
        if (text.Length > LongestLine)
            text = text[..(char.IsHighSurrogate(text[LongestLine - 1]) ? LongestLine - 1 : LongestLine)] + "…";
        _pipe.Write(new LogWritten { Level = level, Text = text });
    }

    /// <summary>Starts the run; it goes on whenever the pump is drained, until it has sent <see cref="RunEnded"/>.</summary>
    internal void Begin()
    {
        Ambient.Current = this;
        _ = ToItsEnd();
    }

    internal void Answer(AnswerCall answer)
    {
        if (answer.At > Now)
            Now = answer.At;
        if (!_outstanding.Remove(answer.Sequence, out var call))
            return;
        if (answer.Failure is not { } failure)
        {
            call.SetResult(answer.Result);
            return;
        }

        if (failure.Kind == CallFailureKind.Stopped)
            _stopped ??= failure.Message;
        call.SetException(failure.ToException(answer.Sequence));
    }

    /// <summary>Every call outstanding and every later one throws. What does not call any more is for the host to kill.</summary>
    internal void Stop(string reason)
    {
        _stopped ??= reason;
        var outstanding = _outstanding.OrderBy(pair => pair.Key).Select(pair => pair.Value).ToList();
        _outstanding.Clear();
        foreach (var call in outstanding)
            call.SetException(new RunStoppedException(_stopped));
    }

    /// <summary>
    /// To be called when the rule has nothing left to do. Only then has a run ended whose handler has: what it has not awaited runs
    /// until here, in its own time.
    /// </summary>
    internal void SayWhereItIs()
    {
        if (_isOver)
            return;
        _isOver = _ended is not null;
        _pipe.Write(_ended ?? (WorkerFrame)new RunIdle { Turn = _begin.Turn });
    }

    /// <summary>Nothing of the rule runs any more: what it awaits is never answered.</summary>
    internal void Abandon()
    {
        if (_isOver)
            return;
        _isOver = true;
        Ambient.Current = null;
        _pipe.Write(new RunAbandoned { Turn = _begin.Turn });
    }

    private async Task ToItsEnd()
    {
        RunEnded ended;
        try
        {
            ended = _begin.Handler is { } handler ? await RunHandler(handler) : await RunSnippet();
        }
        catch (RunStoppedException e)
        {
            ended = new RunEnded { Ending = RunEnding.Stopped, Error = RuleErrors.From(e) };
        }
        catch (Exception e) // the border to the rule's own code: whatever it throws is the run's error
        {
            ended = new RunEnded { Ending = RunEnding.Faulted, Error = RuleErrors.From(e) };
        }

        await CallsStillOutstanding();
        Ambient.Current = null;
        _ended = ended with { Turn = _begin.Turn };
    }

    private async Task<RunEnded> RunHandler(string key)
    {
        var registration = new RuleRegistration();
        Registration = registration;
        TopLevel.Run(_image);
        Registration = null;
        if (registration.Handler(key) is not { } handler)
            return Diverged($"The rule registered no handler '{key}' this time. Its top level must register the same handlers every time.");

        _pipe.Write(new RunStarted { Turn = _begin.Turn });
        await handler(_begin.Payload);
        return new RunEnded { Ending = RunEnding.Completed };
    }

    private async Task<RunEnded> RunSnippet()
    {
        _pipe.Write(new RunStarted { Turn = _begin.Turn });
        var value = await _image.RunTopLevel();
        return new RunEnded { Ending = RunEnding.Completed, Value = await SnippetValue.Format(value) };
    }

    /// <summary>A handler may end while calls it did not wait for are under way; their answers belong to this run.</summary>
    private async Task CallsStillOutstanding()
    {
        while (_outstanding.Count > 0)
        {
            try
            {
                await _outstanding.Values.First().Task;
            }
            catch (Exception e) when (e is BasecampException or RunStoppedException)
            {
                // Nobody waited for it, and the host has it in the run's log.
            }
        }
    }

    private static RunEnded Diverged(string message) =>
        new() { Ending = RunEnding.Diverged, Error = new RuleError { Type = nameof(RunEnding.Diverged), Message = message } };

    private void ThrowIfStopped()
    {
        if (_stopped is not null)
            throw new RunStoppedException(_stopped);
    }
}
