using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Spectre.Console;

namespace Automator.Host.Cli;

internal static class BudgetCommand
{
    internal static Command Create(CommandContext context)
    {
        var command = new Command("budget", "What is spent of the account's requests, who waits and how long, and what others spend.") { context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var budgets = await automator.Budgets(cancellation);
            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(budgets, typeof(IReadOnlyList<BudgetReport>), ControlJson.Default));
            else
                Print(budgets, context.Terminal);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(IReadOnlyList<BudgetReport> budgets, Terminal terminal)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("ACCOUNT", "REQUESTS", "USED", "LIMIT", "RESERVE", "OTHERS", "USED BY", "WAITING", "UNTIL");
        foreach (var budget in budgets)
        {
            AddRow(table, budget.Account, "reads", budget.Reads);
            AddRow(table, "", "writes", budget.Writes);
        }

        terminal.Ansi().Write(table);
        foreach (var budget in budgets)
        {
            if (budget.PausedUntil is { } until)
                terminal.Out.WriteLine($"{budget.Account} asked to be left alone until {Time(until)}.");
            foreach (var mismatch in new[] { budget.Reads.Mismatch, budget.Writes.Mismatch }.OfType<string>())
                terminal.Out.WriteLine($"{budget.Account}: {mismatch}");
            if (budget.Problem is { } problem)
                terminal.Out.WriteLine($"{budget.Account} is not served now: {problem}");
            else if (!budget.Running)
                terminal.Out.WriteLine($"No host runs; this is what the last one left of {budget.Account}.");
        }
    }

    private static void AddRow(Table table, string account, string kind, BudgetKindReport requests) => table.AddRow(
        account.EscapeMarkup(),
        kind,
        requests.Used.ToString(CultureInfo.InvariantCulture),
        requests.Limit.ToString(CultureInfo.InvariantCulture),
        requests.Reserve.ToString(CultureInfo.InvariantCulture),
        requests.Others.ToString(CultureInfo.InvariantCulture),
        Names(requests.UsedBy),
        Names(requests.WaitingBy),
        requests.WaitingUntil is { } until ? Time(until) : "");

    private static string Names(IReadOnlyDictionary<string, int> counts) =>
        string.Join('\n', counts.OrderByDescending(count => count.Value).Select(count => $"{count.Key} {count.Value}")).EscapeMarkup();

    private static string Time(DateTimeOffset instant) => $"{instant:yyyy-MM-dd HH:mm:ss'Z'}";
}
