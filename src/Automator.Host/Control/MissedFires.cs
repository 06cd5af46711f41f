using System.Globalization;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>Rules that were expected to run within the last day, and did not.</summary>
/// <param name="dropped">What was dropped of late on an account, the newest first.</param>
/// <param name="now">The time.</param>
internal sealed class MissedFires(Func<string, int, IReadOnlyList<Due>> dropped, DateTimeOffset now)
{
    private const int MostLookedAt = 1_000;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Dictionary<string, Dictionary<RuleName, DateTimeOffset>> _last = [];

    /// <summary>In a sentence for each of the accounts on which it has not run since.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="accounts">Those it runs on.</param>
    /// <param name="lastRuns">One of each account.</param>
    internal Dictionary<string, string> Of(RuleName rule, IEnumerable<string> accounts, IReadOnlyList<RunReport> lastRuns)
    {
        var missed = new Dictionary<string, string>();
        foreach (var account in accounts)
        {
            if (!_last.TryGetValue(account, out var last))
                _last[account] = last = Last(account);
            if (last.TryGetValue(rule, out var at) && !lastRuns.Any(run => run.Account == account && run.StartedAt > at))
                missed[account] = $"did not run when it was due at {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}; 'automator why {rule}' says why";
        }

        return missed;
    }

    private Dictionary<RuleName, DateTimeOffset> Last(string account) =>
        dropped(account, MostLookedAt).Where(due => due.Trigger == Trigger.Schedule && due.At > now - Day).GroupBy(due => due.Rule)
            .ToDictionary(dues => dues.Key, dues => dues.Max(due => due.At));
}
