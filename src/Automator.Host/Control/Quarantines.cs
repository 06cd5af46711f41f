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

    /// <returns>The accounts on which it had been killed.</returns>
    internal static async Task<IReadOnlyList<string>> Release(
        Engine engine, IReadOnlyList<ServedAccount> accounts, ReleaseRequest request, CancellationToken cancellation)
    {
        var released = new List<string>();
        foreach (var account in accounts.Where(account => request.Account is null || account.Name == request.Account))
        {
            if (engine.Journal.Kills(account.Name).FirstOrDefault(killed => killed.Rule.Value == request.Rule) is not { } killed)
                continue;
            if (await engine.Journal.Commit(account.Fence, [new JournalOperation.ForgetKills(killed.Rule)], cancellation) == CommitResult.Done)
                released.Add(account.Name);
        }

        return released;
    }
}
