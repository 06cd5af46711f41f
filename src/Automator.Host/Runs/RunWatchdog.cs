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

    /// <summary>How long a rule that was told to stop may take before its worker is killed; 150 ms by default.</summary>
    internal TimeSpan StopGrace { get; init; } = TimeSpan.FromMilliseconds(150);
}

/// <summary>
/// Holds one run to its limits of time, processor time and memory from outside: nothing of it depends on what the rule does.
/// </summary>
internal sealed class RunWatchdog : IDisposable
{
    /// <summary>What a timer can wait; a longer limit is none.</summary>
    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(49);

    private readonly Lane _lane;
    private readonly RunLimits _limits;
    private readonly RunOutcome _outcome;
    private readonly WatchdogOptions _options;
    private readonly TimeSpan _processorTimeBefore;
    private readonly ITimer _deadline;
    private readonly ITimer _look;
    private readonly ITimer _killer;
    private volatile bool _isKilled;
    private volatile bool _isRunaway;

    internal RunWatchdog(Lane lane, RunLimits limits, RunOutcome outcome, WatchdogOptions options, TimeProvider time)
    {
        (_lane, _limits, _outcome, _options) = (lane, limits, outcome, options);
        _processorTimeBefore = lane.ProcessorTime;
        _killer = time.CreateTimer(_ => Kill(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _deadline = time.CreateTimer(
            _ => RunAway(RunStatus.TimedOut, $"The run took longer than {limits.Time}, its limit. Raise it with Rule.Limit(time: …), or do less."),
            null, limits.Time <= LongestLimit ? limits.Time : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _look = time.CreateTimer(_ => Look(), null, options.Interval, options.Interval);
    }

    /// <summary>True when the run went past what the watchdog allows, and its worker had to be killed to end it.</summary>
    internal bool HadToBeKilled => _isRunaway && _isKilled;

    /// <summary>The rule was told to stop: what does not heed it within the grace is killed.</summary>
    internal void Expect() => _killer.Change(_options.StopGrace, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _deadline.Dispose();
        _look.Dispose();
        _killer.Dispose();
    }

    private void Look()
    {
        if (_lane.Memory is var memory && memory > _options.Memory)
        {
            RunAway(RunStatus.LimitReached, $"The run's worker took more than {_options.Memory >> 20} MB of memory, the limit. Keep less at a time: read one list after the other, and keep only what is needed of it.");
            Kill(); // Nothing it does now is worth the memory it does it with.
        }
        else if (_lane.ProcessorTime - _processorTimeBefore is var spent && spent > _limits.Processor)
        {
            RunAway(RunStatus.LimitReached, $"The run used more than {_limits.Processor} of processor time, its limit. Look for a loop that does not end; raise it with Rule.Limit(processor: …).");
        }
    }

    private void RunAway(RunStatus status, string reason)
    {
        _isRunaway = true;
        _outcome.Stop(status, reason);
    }

    private void Kill()
    {
        _isKilled = true;
        _lane.Kill();
    }
}
