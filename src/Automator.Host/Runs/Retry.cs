using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Runs;

/// <summary>When a run that a call's failure has ended makes that call again.</summary>
internal static class Retry
{
    /// <returns>Null when it does not, or would come to it only past its limit of time.</returns>
    internal static DateTimeOffset? At(RunRecord run, RuleDefinition rule, DateTimeOffset now)
    {
        if (run.Retries >= rule.Retry.Times)
            return null;
        var pause = rule.Retry.After.TotalSeconds * Math.Pow(2, run.Retries);
        var left = (run.StartedAt - now + rule.Limits.Time).TotalSeconds;
        return pause < left ? now.AddSeconds(pause) : null;
    }
}
