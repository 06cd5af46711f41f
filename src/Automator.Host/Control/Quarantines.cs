using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;

namespace Automator.Host.Control;

/// <summary>What people see and change of <see cref="Quarantine"/>.</summary>
internal static class Quarantines
{
    /// <summary>Why a rule does not run, by account.</summary>
    internal static Dictionary<string, string> Of(IEnumerable<string> accounts, Func<string, IReadOnlyList<KillRecord>> kills, CatalogEntry entry)
    {
        var reasons = new Dictionary<string, string>();
        foreach (var account in accounts)
        {
            if (entry.Live is { } image && Quarantine.Of(kills(account), image, entry.Name) is { } reason)
                reasons[account] = reason;
        }

        return reasons;
    }

    /// <param name="options">The whole configuration.</param>
    /// <param name="journal">Knows what was killed.</param>
    /// <param name="open">An account, or null where it is not served.</param>
    /// <param name="request">What a person asks for.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<ReleaseReport> Release(
        AutomatorOptions options, IJournal journal, Func<AccountOptions, Task<ServedAccount?>> open, ReleaseRequest request, CancellationToken cancellation)
    {
        if (request.Account is { } named && options.Accounts.All(account => account.Name != named))
            return new ReleaseReport { Problems = [AccountChoice.Of(options.Accounts, named, rule: null).Refusal!] };
        var rule = RulePath.Named(request.Rule);
        var (released, problems) = (new List<string>(), new List<string>());
        foreach (var one in options.Accounts.Where(account => request.Account is null || account.Name == request.Account))
        {
            if (journal.Kills(one.Name).All(killed => killed.Rule != rule))
                continue;
            if (await open(one) is not { } account)
                problems.Add($"The account '{one.Name}' is not served now; release the rule there when it is.");
            else if (await journal.Commit(account.Fence, [new JournalOperation.ForgetKills(rule, null)], cancellation) != CommitResult.Done)
                problems.Add($"The account '{one.Name}' has been taken over by another host; release the rule there.");
            else
                released.Add(one.Name);
        }

        return new ReleaseReport { Released = released, Problems = problems };
    }
}
