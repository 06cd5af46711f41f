using Automator.Sdk.Protocol;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Automator.Host.Basecamp;

/// <summary>
/// How long a request is tried. The times count what is spent on requests: waiting for the budget, or for the end of a
/// pause that the server asked for, costs none of it.
/// </summary>
internal sealed record Resilience
{
    internal TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <param name="timeout">Of one try.</param>
    internal static Resilience For(TimeSpan timeout) => new() { TryTimeout = timeout, TotalTimeout = timeout * 10 / 3 };

    internal int Retries { get; init; } = 3;

    internal TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    internal TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries in <see cref="BreakerSample"/> from which on nearly all failing takes the account for down. More than one request's own.</summary>
    internal int BreakerTries { get; init; } = 10;

    internal TimeSpan BreakerSample { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an account that is down is left alone before one request looks again.</summary>
    internal TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Tries again what <see cref="Attempt.MayTryAgain"/> allows.</summary>
    internal ResiliencePipeline<Attempt> Retrying(TimeProvider time) => new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            ShouldHandle = retry => ValueTask.FromResult(retry.Outcome.Result is { MayTryAgain: true }),
            DelayGenerator = retry => ValueTask.FromResult<TimeSpan?>(retry.Outcome.Result is { IsDelayNeedless: true } ? TimeSpan.Zero : null),
        })
        .Build();

    internal ResiliencePipeline Trying(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddTimeout(new TimeoutStrategyOptions
        {
            TimeoutGenerator = arguments => ValueTask.FromResult(
                arguments.Context.Properties.TryGetValue(LeftKey, out var left) && left < TryTimeout ? left : TryTimeout),
        })
        .Build();

    internal static readonly ResiliencePropertyKey<TimeSpan> LeftKey = new("left");
}

/// <summary>How one try ended: with an answer, or with a failure.</summary>
internal readonly record struct Attempt(HttpAnswer? Answer, CallFailedException? Failure, bool MayTryAgain = false)
{
    /// <summary>True where the budget holds the next try back until the server's own time for it, or where it has a better login.</summary>
    internal bool IsDelayNeedless { get; init; }

    /// <summary>True when it tells of the account rather than of the request: it is down, or out of reach.</summary>
    internal bool IsOutage => Failure is { Failure: { Kind: CallFailureKind.Unavailable, MayRetry: true } } && !IsDelayNeedless;
}
