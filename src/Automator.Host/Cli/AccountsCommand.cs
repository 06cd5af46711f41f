using System.CommandLine;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;

namespace Automator.Host.Cli;

internal static class AccountsCommand
{
    internal static Command Create(CommandContext context)
    {
        var command = new Command("accounts", "The accounts: who each is, by what it lets automator in, and whether it answers.") { context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var accounts = await automator.Accounts(cancellation);
            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(accounts, typeof(IReadOnlyList<AccountReport>), ControlJson.Default));
            else
                await Print(accounts, context.Terminal.Out);
            return accounts.All(account => account.Answers) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task Print(IReadOnlyList<AccountReport> accounts, TextWriter output)
    {
        foreach (var account in accounts)
        {
            await output.WriteLineAsync($"{account.Account}  {(account.Answers ? "answers" : "does not answer")}");
            await Line("url", account.Url?.ToString());
            await Line("name", account.Name);
            await Line("zone", account.Zone);
            await Line("person", account.Person is { } person ? $"{person} ({account.EmailAddress})" : null);
            await Line("login", account.Login + (account.LoginExpiresAt is { } end ? $", renewed before {end:yyyy-MM-dd HH:mm'Z'}" : ""));
            await Line("problem", account.Problem);
        }

        async Task Line(string name, string? value)
        {
            if (value is { Length: > 0 })
                await output.WriteLineAsync($"  {name,-8} {value}");
        }
    }
}
