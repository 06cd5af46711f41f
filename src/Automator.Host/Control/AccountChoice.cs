using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>On which account something is run that a person asks for.</summary>
/// <param name="Account">Null where it cannot be said.</param>
/// <param name="Refusal">Why not, and what to do.</param>
internal sealed record AccountChoice(AccountOptions? Account, string? Refusal)
{
    /// <param name="accounts">Those of automator.json.</param>
    /// <param name="named">The one that was asked for; null takes the only one there is.</param>
    /// <param name="rule">What is run; null for what runs anywhere.</param>
    internal static AccountChoice Of(IReadOnlyList<AccountOptions> accounts, string? named, RuleName? rule)
    {
        var fitting = accounts.Where(account => rule is not { } name || account.Runs(name)).ToList();
        var what = rule is { } one ? $"The rule '{one}' runs" : "This runs";
        if (named is null)
        {
            return fitting switch
            {
                [var only] => new(only, null),
                [] => new(null, $"{what} on no account: see \"only\" and \"except\" in automator.json."),
                _ => new(null, $"{what} on {fitting.Count} accounts: {Names(fitting)}. Say on which one with --account."),
            };
        }

        return accounts.FirstOrDefault(account => account.Name == named) is not { } found
            ? new(null, $"There is no account '{named}' in automator.json. There is: {Names(accounts)}.")
            : fitting.Contains(found) ? new(found, null)
            : new(null, $"The rule '{rule}' does not run on the account '{named}': see \"only\" and \"except\" in automator.json.");
    }

    private static string Names(IEnumerable<AccountOptions> accounts) => string.Join(", ", accounts.Select(account => account.Name));
}
