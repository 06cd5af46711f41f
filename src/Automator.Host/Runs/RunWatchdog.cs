using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>What one run's worker may take of the machine, beside what the rule itself says.</summary>
internal sealed record WatchdogOptions
{
    /// <summary>Resident memory of the worker in bytes; 256 MB by default.</summary>
    internal long Memory { get; init; } = 256L << 20;

    /// <summary>How often a worker is looked at; 50 ms by default.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a rule that ran into time, processor time or memory may take to stop before its worker is killed; 150 ms by default.</summary>
    internal TimeSpan RunawayGrace { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The same for one that was told to stop for another reason; 1 second by default.</summary>
    internal TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a worker may take to come to the handler: it loads the image and runs the top level; 10 seconds by default.</summary>
    internal TimeSpan Begin { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Holds one run to its limits of time, processor time and memory from outside: nothing of it depends on what the rule does.
/// </summary>
internal sealed class RunWatchdog : IDisposable
{
    /// <summary>What a timer can wait; a longer limit is none.</summary>
    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(49);

    private readonly Lock _gate = new();
    private readonly Lane _lane;
    private readonly RunLimits _limits;
    private readonly RunOutcome _outcome;
    private readonly WatchdogOptions _options;
    private TimeSpan _processorTimeBefore;
    private readonly ITimer _begin;
    private readonly ITimer _deadline;
    private readonly ITimer _look;
    private readonly ITimer _killer;
    private bool _hasBegun;
    private bool _isRunaway;
    private bool _isOver;

    internal RunWatchdog(Lane lane, RunLimits limits, RunOutcome outcome, WatchdogOptions options, TimeProvider time)
    {
        (_lane, _limits, _outcome, _options) = (lane, limits, outcome, options);
        _processorTimeBefore = lane.Figures.ProcessorTime;
        _killer = time.CreateTimer(_ => Kill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _begin = time.CreateTimer(
            _ => GiveUp($"The worker did not come to the handler within {options.Begin.TotalSeconds:0} s. Look for a loop in the rule's top level that does not end."), null, options.Begin, Timeout.InfiniteTimeSpan);
        _deadline = time.CreateTimer(
            _ => RunAway(RunStatus.TimedOut, $"The run took longer than {limits.Time}, its limit. Raise it with Rule.Limit(time: …), or do less."),
            null, limits.Time <= LongestLimit ? limits.Time : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _look = time.CreateTimer(_ => Look(), null, options.Interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>True when the worker had to be killed to end the run.</summary>
    internal bool HasKilled { get; private set; }

    /// <summary>What the worker has computed since the handler was invoked, as it was last looked at.</summary>
    internal TimeSpan Worked { get; private set; }

    /// <summary>Why the worker was killed before the run had begun in it; null when it was not.</summary>
    internal string? NotBegun { get; private set; }

    /// <summary>The handler has been invoked: from here on the processor's time is the rule's.</summary>
    internal void Begun()
    {
        lock (_gate)
            (_hasBegun, _processorTimeBefore) = (true, _lane.Figures.ProcessorTime);
        _begin.Dispose();
    }

    /// <summary>The rule was told to stop: what does not heed it within the grace is killed.</summary>
    internal void Expect()
    {
        lock (_gate)
        {
            if (!_isOver)
                _killer.Change(_isRunaway ? _options.RunawayGrace : _options.StopGrace, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>From here on the worker is somebody else's.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _ = Measure();
        }

        _begin.Dispose();
        _deadline.Dispose();
        _look.Dispose();
        _killer.Dispose();
    }

    private void Look()
    {
        long memory;
        TimeSpan processor;
        bool hasBegun;
        lock (_gate)
        {
            if (_isOver)
                return;
            hasBegun = _hasBegun;
            (memory, processor) = Measure();
            _look.Change(_options.Interval, Timeout.InfiniteTimeSpan);
        }

        if (!hasBegun)
        {
            // What an earlier run left behind in it is not this one's.
            if (memory > _options.Memory)
                GiveUp($"The worker took more than {_options.Memory >> 20} MB of memory before it came to the handler. Do less in the rule's top level.");
        }
        else if (memory > _options.Memory)
        {
            RunAway(RunStatus.LimitReached, $"The run's worker took more than {_options.Memory >> 20} MB of memory, the limit. Keep less at a time: read one list after the other, and keep only what is needed of it.");
            Kill(); // Nothing it does now is worth the memory it does it with.
        }
        else if (processor > _limits.Processor)
        {
            RunAway(RunStatus.LimitReached, $"The run used more than {_limits.Processor} of processor time, its limit. Look for a loop that does not end; raise it with Rule.Limit(processor: …).");
        }
    }

    /// <summary>Under the lock. A worker that has ended tells nothing any more.</summary>
    private (long Memory, TimeSpan Processor) Measure()
    {
        var (memory, soFar) = _lane.Figures;
        var processor = soFar - _processorTimeBefore;
        if (_hasBegun && processor > Worked)
            Worked = processor;
        return (memory, processor);
    }

    /// <summary>Outside of the lock: whoever hears of the stop writes to the worker, which may not be reading.</summary>
    private void RunAway(RunStatus status, string reason)
    {
        lock (_gate)
        {
            if (_isOver || _isRunaway)
                return;
            _isRunaway = true;
        }

        _outcome.Stop(status, reason);
    }

    /// <summary>No outcome of the run yet: a worker that an earlier run has spoilt is not this one's fault.</summary>
    private void GiveUp(string why)
    {
        lock (_gate)
        {
            if (_isOver || _hasBegun)
                return;
            NotBegun = why;
        }

        Kill();
    }

    private void Kill()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            HasKilled = true;
            _lane.Kill();
        }
    }
}
