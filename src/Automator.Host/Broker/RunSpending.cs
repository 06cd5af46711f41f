using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>What one run has spent, held against its limits: named before the call that would pass one is made.</summary>
internal sealed class RunSpending(RunRecord run, RunLimits limits, RunOutcome outcome, TimeProvider time)
{
    /// <summary>Requests after which a run is bulk, whoever waits for it: a person looks at the first answers.</summary>
    private const int BulkAfter = 200;

    private readonly WaitingTime _waiting = new(time);
    private int _reads;
    private int _writes;
    private int _calls;

    internal int Reads => Volatile.Read(ref _reads);

    internal int Writes => Volatile.Read(ref _writes);

    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>What its requests waited for the account's budget.</summary>
    internal TimeSpan Waited => _waiting.Total;

    /// <summary>What the run waited for a time to come.</summary>
    internal TimeSpan Slept { get; set; }

    /// <summary>Processor time of the worker.</summary>
    internal TimeSpan Worked { get; set; }

    internal void Call(Operation operation)
    {
        if (Interlocked.Increment(ref _calls) <= limits.Calls)
            return;
        Interlocked.Decrement(ref _calls);
        throw Reached($"The run made {limits.Calls} calls, its limit. The next would have been {operation.OperationName}. Raise it with Rule.Limit(calls: …).");
    }

    /// <summary>What the client asks before each request of one call.</summary>
    /// <param name="what">The call, for the message.</param>
    /// <param name="read">Called before each GET.</param>
    internal RequestSource Source(string what, Action? read = null) => new(
        run.Rule.Value,
        kind =>
        {
            Spend(kind, what);
            if (kind == RequestKind.Read)
                read?.Invoke();
        },
        Priority,
        _waiting);

    /// <summary>What an earlier stint of the run has spent.</summary>
    internal void Restore(int reads = 0, int writes = 0, TimeSpan waited = default)
    {
        Interlocked.Add(ref _reads, reads);
        Interlocked.Add(ref _writes, writes);
        _waiting.Restore(waited);
    }

    internal void Spend(RequestKind kind, string what)
    {
        if (kind == RequestKind.Read)
        {
            if (Interlocked.Increment(ref _reads) <= limits.Reads)
                return;
            Interlocked.Decrement(ref _reads);
            throw Reached($"The run read {limits.Reads} times, its limit. The next would have been: {what}. Raise it with Rule.Limit(reads: …).");
        }

        if (Interlocked.Increment(ref _writes) <= limits.Writes)
            return;
        Interlocked.Decrement(ref _writes);
        throw Reached($"The run changed the account {limits.Writes} times, its limit. The next would have been: {what}. Raise it with Rule.Limit(writes: …).");
    }

    private RequestPriority Priority => Reads + Writes >= BulkAfter ? RequestPriority.Bulk : run.Trigger switch
    {
        Trigger.Demand => RequestPriority.Person,
        Trigger.Schedule => RequestPriority.Schedule,
        _ => RequestPriority.Event,
    };

    private RunStopException Reached(string reason) => outcome.Stop(RunStatus.LimitReached, reason);
}
