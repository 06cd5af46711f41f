namespace Automator.Host.Configuration;

/// <summary>What <c>log</c> says: how long a run stays in the log after its end.</summary>
/// <param name="KeepSucceeded">One that succeeded.</param>
/// <param name="KeepFailed">Any other; no shorter.</param>
internal sealed record LogOptions(TimeSpan KeepSucceeded, TimeSpan KeepFailed);
