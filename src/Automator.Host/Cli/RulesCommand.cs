using System.CommandLine;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Spectre.Console;

namespace Automator.Host.Cli;

internal static class RulesCommand
{
    internal static Command Create(CommandContext context)
    {
        var command = new Command("rules", "The rules: what they run on, what they can do, when they fire next, how the last run ended.")
        {
            context.Json,
            PauseCommand.OfRule(context, goesOn: false),
            PauseCommand.OfRule(context, goesOn: true),
            Release(context),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var rules = await automator.Rules(cancellation);
            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(rules, typeof(IReadOnlyList<RuleReport>), ControlJson.Default));
            else
                Print(rules, context.Terminal);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Release(CommandContext context)
    {
        var rule = new Argument<string>("rule") { Description = "The rule's name." };
        var command = new Command("release", "Lets a rule run again that is in quarantine because its runs had to be killed.") { rule, context.Account };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var name = parsed.GetRequiredValue(rule);
            var report = await automator.Release(new ReleaseRequest { Rule = name, Account = parsed.GetValue(context.Account) }, cancellation);
            foreach (var problem in report.Problems)
                await context.Terminal.Error.WriteLineAsync(Shown.Lines(problem));
            if (report.Released.Count > 0)
                await context.Terminal.Out.WriteLineAsync($"Released '{name}' on {string.Join(", ", report.Released)}.");
            else if (report.Problems.Count == 0)
                await context.Terminal.Error.WriteLineAsync($"No run of '{name}' had to be killed; there is nothing to release.");
            return report is { Released.Count: > 0, Problems.Count: 0 } ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    internal static void Print(IReadOnlyList<RuleReport> rules, Terminal terminal)
    {
        if (rules.Count == 0)
        {
            terminal.Out.WriteLine("No rules. 'automator new NAME' starts one.");
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("RULE", "STATE", "RUNS ON", "ACCOUNTS", "CAN", "NEXT", "LAST RUN");
        foreach (var rule in rules)
        {
            table.AddRow(
                Shown.Line(rule.Rule).EscapeMarkup(),
                rule.State.ToString().ToLowerInvariant() + (rule.Quarantine.Count > 0 ? ", quarantined" : "") + (rule.Paused.Count > 0 ? ", paused" : ""),
                string.Join('\n', rule.Handlers.Select(handler => Shown.Line(RunsOn(handler, named: rule.Handlers.Count > 1)))).EscapeMarkup(),
                (rule.Accounts.Count == 0 ? "none" : string.Join('\n', rule.Accounts)).EscapeMarkup(),
                Shown.Line(string.Join(", ", rule.Does)).EscapeMarkup(),
                string.Join('\n', rule.Handlers.Select(Next)).EscapeMarkup(),
                string.Join('\n', rule.LastRuns.Select(run => LastRun(run, named: rule.Accounts.Count > 1))).EscapeMarkup());
        }

        terminal.Ansi().Write(table);
        foreach (var (rule, (account, reason)) in rules.SelectMany(rule => rule.Quarantine.Select(quarantine => (rule.Rule, quarantine))))
            terminal.Out.WriteLine(Shown.Line($"{rule} on {account}: {reason}"));
        foreach (var (rule, (account, since)) in rules.SelectMany(rule => rule.Paused.Select(paused => (rule.Rule, paused))))
            terminal.Out.WriteLine(Shown.Line($"{rule} on {account}: paused since {since:yyyy-MM-dd HH:mm:ss'Z'}"));
        foreach (var (rule, (account, missed)) in rules.SelectMany(rule => rule.Missed.Select(missed => (rule.Rule, missed))))
            terminal.Out.WriteLine(Shown.Line($"{rule} on {account}: {missed}"));
        foreach (var (rule, note) in rules.SelectMany(rule => rule.Notes.Select(note => (rule.Rule, note))))
            terminal.Out.WriteLine(Shown.Line($"{rule}: {note}"));
        foreach (var error in rules.SelectMany(r => r.Errors))
            terminal.Out.WriteLine(Shown.Lines(error.ToString()));
    }

    /// <summary>One line for each handler, or one for each account it fires on.</summary>
    private static string Next(HandlerReport handler) => handler.NextOn.Count > 1
        ? string.Join('\n', handler.NextOn.OrderBy(next => next.Value.UtcTicks).Select(next => $"{next.Value:yyyy-MM-dd HH:mm:ss zzz} {next.Key}"))
        : handler.Next is { } only ? $"{only:yyyy-MM-dd HH:mm:ss zzz}" : "";

    private static string LastRun(RunReport run, bool named) =>
        $"{StatusWords.Of(run.Status)}{(run.Dry ? " (dry)" : "")} {run.StartedAt:yyyy-MM-dd HH:mm:ss'Z'}{(named ? $" {run.Account}" : "")}";

    /// <summary>Where there are several, with the name --handler takes.</summary>
    private static string RunsOn(HandlerReport handler, bool named)
    {
        var trigger = handler.Trigger switch
        {
            Trigger.Schedule => $"{handler.Cron}{(handler.Zone is { } zone ? $" {zone}" : "")}",
            Trigger.After => $"after {handler.AfterRule}{(handler.AfterRuns is AfterRuns.Succeeded or null ? "" : $", {$"{handler.AfterRuns}".ToLowerInvariant()}")}",
            Trigger.Webhook => $"webhook {handler.Webhook}",
            _ => $"{handler.Trigger.ToName()}{(handler.AtOnce is { } many ? $", up to {many} at once" : "")}{(handler.Quiet is { } quiet ? $", after {quiet:c} of quiet" : "")}",
        };
        return named ? $"{handler.Handler}: {trigger}" : trigger;
    }
}
