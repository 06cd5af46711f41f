using System.Threading.Channels;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>How a worker's part in a run ended: with the run itself, or because the run waits for nothing but a time to come.</summary>
/// <param name="Ended">Null when it only waits.</param>
/// <param name="WakeAt">Null when it has ended.</param>
/// <param name="FailedCall">What it failed of, where that call may be made again.</param>
internal sealed record StintEnd(RunEnded? Ended, DateTimeOffset? WakeAt, long? FailedCall = null);

/// <summary>
/// What host and worker say to each other in one stint of a run. The worker is taken for hostile: a frame out of its turn ends it, one
/// that asks for much at once is read on only as that is done, and one that does not take its answers blocks nobody but itself.
/// </summary>
internal sealed class Conversation(Lane lane, RunCourse course, RunBroker broker, RunJournal runJournal) : IDisposable
{
    /// <summary>What the calls of a run that wait for their answers may come to, as the worker sent them.</summary>
    private const long MostWaiting = 64L * 1024 * 1024;

    /// <summary>Calls of a run that are being answered, or whose answers wait for their turn: those behind them wait.</summary>
    private const int MostUnderWay = 64;

    private const int MostEvents = 1_000;

    private readonly SemaphoreSlim _underWay = new(MostUnderWay);
    private readonly List<Task> _answering = [];
    private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(broker.Outcome.Stopping);
    private readonly Channel<Happened> _happened = Channel.CreateBounded<Happened>(
        new BoundedChannelOptions(MostEvents) { SingleReader = true, AllowSynchronousContinuations = true });

    private long _waiting;
    private int _mostAnswering = MostUnderWay;
    private volatile bool _isOver;

    /// <summary>Whether the rule's handler has been invoked, by the worker's word for this turn.</summary>
    internal bool HasBegun { get; private set; }

    private abstract record Happened
    {
        internal sealed record Issued(CallIssued Call, int Weight) : Happened;

        internal sealed record Answered(CallAnswer Answer) : Happened;

        internal sealed record Idle : Happened;

        /// <summary>From outside the rule's own code.</summary>
        internal sealed record Stopped : Happened;

        internal sealed record Ended(RunEnded End) : Happened;

        internal sealed record Abandoned : Happened;

        internal sealed record Broken(LaneException Why) : Happened;
    }

    /// <summary>Never waits for the worker.</summary>
    internal void Cancel(string reason) => _ = Task.Run(() =>
    {
        try
        {
            lane.Send(new CancelRun { Reason = reason });
        }
        catch (LaneException)
        {
            // Whoever reads from the lane notices the same and ends the run.
        }
    });

    /// <param name="begun">Called when the handler has been invoked.</param>
    /// <param name="ending">Called when the worker says, or is told, that it is over: it may be made to keep its word.</param>
    /// <exception cref="LaneException">The worker is gone, or broke the protocol.</exception>
    internal async Task<StintEnd> ToItsEnd(Action begun, Action ending)
    {
        var listening = Listen(begun);
        using var stopped = broker.Outcome.Stopping.Register(() => _ = Task.Run(() => Tell(new Happened.Stopped()).AsTask()));
        try
        {
            return await Act(ending);
        }
        catch (LaneException e) when (HasBegun)
        {
            // Nobody waits for its pauses and queries any more.
            broker.Outcome.Stop(RunStatus.Failed, e.Message);
            throw;
        }
        catch (Exception e) when (e is not LaneException)
        {
            // A fault of the host: a worker that waits for it would keep whoever listens to it waiting.
            lane.Kill();
            throw;
        }
        finally
        {
            _isOver = true;
            _happened.Writer.TryComplete();
            await _over.CancelAsync();
            // An effect that was sent is answered in the journal, whatever became of the worker that asked for it.
            await Task.WhenAll([.. _answering, listening]);
        }
    }

    public void Dispose()
    {
        _over.Dispose();
        _underWay.Dispose();
    }

    private async Task Listen(Action begun)
    {
        try
        {
            await lane.Listen(frame => !_isOver && Heard(frame, begun));
        }
        catch (LaneException e)
        {
            await Tell(new Happened.Broken(e));
        }
    }

    /// <returns>Whether the run goes on.</returns>
    private bool Heard(WorkerFrame frame, Action begun)
    {
        switch (frame)
        {
            case RunStarted started when !HasBegun && started.Turn == lane.Turn:
                HasBegun = true;
                begun();
                return true;
            case LogWritten line when HasBegun:
                runJournal.Log(line.Level, line.Text);
                return true;
            case CallIssued call when HasBegun:
                return TellFromHere(new Happened.Issued(call, Weigh(lane.LastLength)));
            case RunIdle idle when HasBegun && idle.Turn == lane.Turn:
                return TellFromHere(new Happened.Idle());
            case RunEnded ended when ended.Turn == lane.Turn && (HasBegun || ended.Ending != RunEnding.Completed):
                TellFromHere(new Happened.Ended(ended));
                return false;
            case RunAbandoned abandoned when abandoned.Turn == lane.Turn && course.WakeAt is not null:
                TellFromHere(new Happened.Abandoned());
                return false;
            default:
                throw new LaneException($"The worker broke the protocol: {frame.GetType().Name} came out of its turn.");
        }
    }

    /// <summary>Whoever waited here for room would not hear that the run is idle, and only an idle run is answered.</summary>
    private int Weigh(int length)
    {
        if (Interlocked.Add(ref _waiting, length) > MostWaiting)
            broker.Outcome.Stop(RunStatus.LimitReached, $"The run's calls that wait for an answer take more than {MostWaiting >> 20} MB. Await some of them before the next.");
        return length;
    }

    /// <summary>Where there is no room, the thread that listens listens no further.</summary>
    private bool TellFromHere(Happened what) => Tell(what).AsTask().GetAwaiter().GetResult();

    /// <returns>False when nobody is interested any more.</returns>
    private async ValueTask<bool> Tell(Happened what)
    {
        while (await _happened.Writer.WaitToWriteAsync())
        {
            if (_happened.Writer.TryWrite(what))
                return true;
        }

        return false;
    }

    private async Task<StintEnd> Act(Action ending)
    {
        await foreach (var happened in _happened.Reader.ReadAllAsync())
        {
            switch (happened)
            {
                case Happened.Issued(var call, var weight):
                    Take(call, weight);
                    break;
                case Happened.Answered(var answer):
                    course.Answered(answer);
                    break;
                case Happened.Idle:
                    course.Idle();
                    break;
                case Happened.Stopped:
                    Interlocked.Add(ref _waiting, -course.Drop());
                    break;
                case Happened.Ended(var ended):
                    course.Ended();
                    ending();
                    return new StintEnd(ended, null, ended.Error?.Call is { } failed && course.MayRetry(failed) ? failed : null);
                case Happened.Abandoned:
                    return new StintEnd(null, course.WakeAt);
                case Happened.Broken(var why):
                    throw why;
            }

            GoOn(ending);
        }

        throw new InvalidOperationException("Nothing more can happen, and the run has not ended.");
    }

    private void Take(CallIssued call, int weight)
    {
        if (!course.Issued(call, weight, out var start))
            Interlocked.Add(ref _waiting, -weight);
        else if (start is not null)
            Start(start);
    }

    private void GoOn(Action ending)
    {
        while (course.Next() is { } step)
        {
            switch (step)
            {
                case CourseStep.Start(var calls):
                    foreach (var call in calls)
                        Start(call);
                    break;
                case CourseStep.Deliver(var answer, var weight, var isLive):
                    Deliver(answer);
                    Interlocked.Add(ref _waiting, -weight);
                    if (isLive)
                        _underWay.Release();
                    break;
                case CourseStep.Park:
                    lane.Send(new AbandonRun());
                    ending();
                    break;
            }
        }
    }

    private void Deliver(AnswerCall answer)
    {
        if (!lane.TrySend(answer, out var length))
            broker.Outcome.Stop(RunStatus.LimitReached, $"The answer of call {answer.Sequence} has {length:N0} bytes; at most {Lane.MostAtOnce:N0} are handed to a rule at once. Read less at once: fewer projects, or a narrower query.");
    }

    private void Start(PendingCall pending)
    {
        if (_answering.Count >= _mostAnswering)
        {
            _answering.RemoveAll(task => task.IsCompletedSuccessfully);
            _mostAnswering = Math.Max(MostUnderWay, 2 * _answering.Count);
        }

        _answering.Add(Answer(pending));
    }

    private async Task Answer(PendingCall pending)
    {
        try
        {
            if (pending.Call.Operation is Delay delay)
                await broker.Wait(RunBroker.WakeAt(pending.IssuedAt, delay), _over.Token);
            await _underWay.WaitAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            return; // Nobody waits for it any more.
        }

        await Tell(new Happened.Answered(await broker.Answer(pending.Call, pending.Begun)));
    }
}
