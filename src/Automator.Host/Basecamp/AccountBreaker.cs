using Polly;
using Polly.CircuitBreaker;

namespace Automator.Host.Basecamp;

/// <summary>
/// Leaves an account alone that nearly always fails: every request then fails at once, and is not sent, until one after
/// the pause finds it answering. An account that says when to come back is none of this: that is the budget's pause.
/// </summary>
internal sealed class AccountBreaker
{
    private const double NearlyAll = 0.9;
    private readonly ResiliencePipeline<Attempt> _pipeline;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private DateTimeOffset _openUntil = DateTimeOffset.MinValue;

    internal AccountBreaker(Resilience resilience, string account, TimeProvider time, ILogger logger)
    {
        _time = time;
        _pipeline = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
            {
                FailureRatio = NearlyAll,
                MinimumThroughput = resilience.BreakerTries,
                SamplingDuration = resilience.BreakerSample,
                BreakDuration = resilience.BreakerPause,
                ShouldHandle = tried => ValueTask.FromResult(tried.Outcome.Result.IsOutage),
                OnOpened = opened =>
                {
                    var until = Open(opened.BreakDuration);
                    ExchangeLog.Broken(logger, account, until);
                    return default;
                },
                OnClosed = _ =>
                {
                    ExchangeLog.Mended(logger, account);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Null while requests may be sent, be it one to see whether it answers again.</summary>
    internal DateTimeOffset? OpenUntil
    {
        get
        {
            lock (_gate)
                return _time.GetUtcNow() < _openUntil ? _openUntil : null;
        }
    }

    /// <exception cref="BrokenCircuitException">Not sent: the account is left alone, or another request is just looking.</exception>
    internal ValueTask<Attempt> Guard(Func<ValueTask<Attempt>> attempt) =>
        _pipeline.ExecuteAsync(static (guarded, _) => guarded(), attempt, CancellationToken.None);

    private DateTimeOffset Open(TimeSpan pause)
    {
        lock (_gate)
            return _openUntil = _time.GetUtcNow() + pause;
    }
}
