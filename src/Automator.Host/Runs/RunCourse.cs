using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>A call the rule waits for.</summary>
/// <param name="Call">As it was issued.</param>
/// <param name="IssuedAt">The run's time then.</param>
/// <param name="Begun">The effect, where an earlier stint has journaled it.</param>
/// <param name="Weight">What it takes of the room for calls.</param>
internal sealed record PendingCall(CallIssued Call, DateTimeOffset IssuedAt, EffectRecord? Begun, int Weight);

/// <summary>What is to be done next in a run.</summary>
internal abstract record CourseStep
{
    internal sealed record Start(IReadOnlyList<PendingCall> Calls) : CourseStep;

    /// <param name="Answer">What is delivered.</param>
    /// <param name="Weight">What its call took of the room for calls.</param>
    /// <param name="IsLive">Whether it was asked for in this stint.</param>
    internal sealed record Deliver(AnswerCall Answer, int Weight, bool IsLive) : CourseStep;

    internal sealed record Park : CourseStep;
}

/// <summary>
/// The course of one run: which answer it is given next, and when. First the run is taken through what the journal has of it; from
/// there it goes on live, each answer journaled in the order of delivery. One is delivered at a time, to a run that is idle, so that
/// the same order does the same again.
/// </summary>
internal sealed class RunCourse(RunRecord run, RunHistory history, RunBroker broker, RunJournal runJournal, bool mayPark, TimeProvider time)
{
    /// <summary>A run that waits for longer gives its worker back: taking it through its past costs less than keeping one for it.</summary>
    internal static readonly TimeSpan LongestWaitInWorker = TimeSpan.FromSeconds(30);

    private const long MostAnswered = 64L * 1024 * 1024;

    private readonly SortedDictionary<long, PendingCall> _pending = [];
    private readonly Queue<CallAnswer> _ready = [];
    private readonly HashSet<long> _mayRetry = [];
    private bool _isLive = history.IsEmpty;
    private bool _isIdle;
    private DateTimeOffset _now = run.StartedAt;
    private long _answered;

    /// <summary>How long the run has waited for nothing but a time to come: by its own clock, so that it is the same when it is taken through its past.</summary>
    internal TimeSpan Slept { get; private set; }

    /// <summary>When the run goes on, once it has been told to leave its worker.</summary>
    internal DateTimeOffset? WakeAt { get; private set; }

    /// <summary>Whether a call has failed in a way that may be gone later.</summary>
    internal bool MayRetry(long call) => _mayRetry.Contains(call);

    /// <summary>A call came.</summary>
    /// <param name="call">The call.</param>
    /// <param name="weight">What it takes of the room for calls.</param>
    /// <param name="start">The call, where it is to be started at once.</param>
    /// <returns>False when the run is over by it, or was before.</returns>
    internal bool Issued(CallIssued call, int weight, out PendingCall? start)
    {
        start = null;
        if (!broker.Admit(call))
            return false;
        if (!_isLive && history.Divergence(call) is { } divergence)
        {
            broker.Outcome.Stop(RunStatus.Interrupted, divergence);
            return false;
        }

        var pending = new PendingCall(call, _now, _isLive ? null : history.Effect(call.Sequence), weight);
        _pending.Add(call.Sequence, pending);
        start = _isLive ? pending : null;
        return true;
    }

    /// <summary>A call that was started has come to something.</summary>
    internal void Answered(CallAnswer answer)
    {
        if (_pending.ContainsKey(answer.Call.Sequence) && !answer.IsStop)
            _ready.Enqueue(answer);
    }

    /// <summary>The rule has done all it can.</summary>
    internal void Idle() => _isIdle = true;

    /// <summary>The worker says that the rule has ended.</summary>
    /// <exception cref="LaneException">It has not.</exception>
    internal void Ended()
    {
        if (_pending.Count > 0 && !broker.Outcome.IsStopped)
            throw new LaneException($"The worker broke the protocol: the run ended while {_pending.Count} of its calls were not answered.");
        if (!_isLive && !broker.Outcome.IsStopped && (history.IsBeforeItsEnd || MissingEffect() is not null))
            broker.Outcome.Stop(RunStatus.Interrupted, history.IsBeforeItsEnd ? history.EndedEarly() : MissingEffect()!);
    }

    /// <summary>The run is over: nothing is delivered any more.</summary>
    /// <returns>What the calls took that are not waited for any more.</returns>
    internal int Drop()
    {
        Sleep(time.GetUtcNow());
        var weight = _pending.Values.Sum(pending => pending.Weight);
        _pending.Clear();
        _ready.Clear();
        return weight;
    }

    /// <summary>Null when something else must happen first.</summary>
    internal CourseStep? Next()
    {
        if (!_isIdle || WakeAt is not null || broker.Outcome.IsStopped)
            return null;
        if (history.IsBeforeItsEnd)
            return DeliverAgain();
        if (!_isLive)
            return GoLive();
        if (_ready.TryDequeue(out var answer))
            return Deliver(answer);
        if (!mayPark || TimeToWake() is not { } wakeAt || wakeAt - time.GetUtcNow() <= LongestWaitInWorker)
            return null;
        WakeAt = wakeAt;
        return new CourseStep.Park();
    }

    private CourseStep.Deliver? DeliverAgain()
    {
        Sleep(history.Next.At);
        if (!_pending.Remove(history.Next.Sequence, out var pending))
        {
            broker.Outcome.Stop(RunStatus.Interrupted, history.NotAsked());
            return null;
        }

        var record = history.Take();
        broker.Remember(pending.Call, record);
        _answered += record.Body.Text.Length;
        return Delivered(CallAnswer.Of(pending.Call, record), pending, record.At, isLive: false);
    }

    private CourseStep.Start? GoLive()
    {
        if (MissingEffect() is { } divergence)
        {
            broker.Outcome.Stop(RunStatus.Interrupted, divergence);
            return null;
        }

        _isLive = true;
        return new CourseStep.Start([.. _pending.Values]);
    }

    private CourseStep.Deliver Deliver(CallAnswer answer)
    {
        var at = time.GetUtcNow() is var now && now > _now ? now : _now;
        var record = runJournal.Deliver(answer, at);
        Sleep(at);
        _pending.Remove(answer.Call.Sequence, out var pending);
        _answered += record.Body.Text.Length;
        if (_answered > MostAnswered)
            broker.Outcome.Stop(RunStatus.LimitReached, $"The run was answered with more than {MostAnswered >> 20} MB. Read less in one run: fewer projects, or narrower queries.");
        return Delivered(answer, pending!, at, isLive: true);
    }

    private CourseStep.Deliver Delivered(CallAnswer answer, PendingCall pending, DateTimeOffset at, bool isLive)
    {
        _now = at;
        _isIdle = false;
        if (answer.Failure is { MayRetry: true })
            _mayRetry.Add(pending.Call.Sequence);
        return new CourseStep.Deliver(answer.Frame(at), pending.Weight, isLive);
    }

    private bool IsAsleep => _pending.Count > 0 && _pending.Values.All(pending => pending.Call.Operation is Delay);

    /// <summary>Counts the time since the last answer, when the run waits for nothing but a time to come.</summary>
    private void Sleep(DateTimeOffset until)
    {
        if (IsAsleep && until > _now)
            Slept += until - _now;
    }

    /// <summary>The soonest of its delays, when the run waits for nothing else.</summary>
    private DateTimeOffset? TimeToWake() => IsAsleep
        ? _pending.Values.Min(pending => RunBroker.WakeAt(pending.IssuedAt, (Delay)pending.Call.Operation))
        : null;

    /// <summary>An effect that was begun and is not asked for now, though all that led to it has been delivered.</summary>
    private string? MissingEffect() => history.Missing(_pending.Keys);
}
