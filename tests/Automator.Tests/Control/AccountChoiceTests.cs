using Automator.Host;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Tests.Configuration;

namespace Automator.Tests.Control;

public sealed class AccountChoiceTests
{
    private static readonly IReadOnlyList<AccountOptions> Accounts = Some.Options("""
        {
          "accounts": {
            "acme": { "url": "emulator", "emulator": { "port": 0 }, "only": ["sales/*", "**/weekly"], "except": ["sales/trial"] },
            "demo": { "url": "emulator", "emulator": { "port": 0 }, "except": ["sales/**"] }
          }
        }
        """).Accounts;

    [Theory]
    [InlineData("sales/chase", "acme")]
    [InlineData("heartbeat", "demo")]
    [InlineData("teams/north/weekly", "acme,demo")]
    [InlineData("sales/north/chase", "")]
    [InlineData("sales/trial", "")]
    [InlineData("Sales/chase", "demo")]
    [InlineData("weekly", "demo")]
    [InlineData("presales/chase", "demo")]
    public void Patterns_SayWhereARuleRuns(string rule, string accounts) =>
        string.Join(',', Accounts.Where(account => account.Runs(new RuleName(rule))).Select(account => account.Name)).ShouldBe(accounts);

    [Theory]
    [InlineData(null, "sales/chase", "acme", null)]
    [InlineData("acme", "sales/chase", "acme", null)]
    [InlineData("demo", null, "demo", null)]
    [InlineData(null, null, null, "This runs on 2 accounts: acme, demo. Say on which one with --account.")]
    [InlineData(null, "teams/north/weekly", null, "The rule 'teams/north/weekly' runs on 2 accounts: acme, demo. Say on which one with --account.")]
    [InlineData(null, "sales/trial", null, "The rule 'sales/trial' runs on no account: see \"only\" and \"except\" in automator.json.")]
    [InlineData("demo", "sales/chase", null, "The rule 'sales/chase' does not run on the account 'demo': see \"only\" and \"except\" in automator.json.")]
    [InlineData("acne", "heartbeat", null, "There is no account 'acne' in automator.json. There is: acme, demo.")]
    public void Choice_IsTheNamedOneOrTheOnlyOne(string? named, string? rule, string? chosen, string? refusal)
    {
        var choice = AccountChoice.Of(Accounts, named, rule is null ? null : new RuleName(rule));
        choice.Account?.Name.ShouldBe(chosen);
        choice.Refusal.ShouldBe(refusal);
        (choice.Account is null).ShouldBe(chosen is null);
    }
}
