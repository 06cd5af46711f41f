using System.CommandLine;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;

namespace Automator.Host.Cli;

/// <summary><c>rules pause</c> and <c>rules resume</c> for one rule, <c>pause --all</c> and <c>resume --all</c> for all.</summary>
internal static class PauseCommand
{
    internal static Command OfRule(CommandContext context, bool goesOn)
    {
        var rule = new Argument<string>("rule") { Description = "The rule's name." };
        var command = goesOn
            ? new Command("resume", "Lets a rule go on that was paused.") { rule, context.Account, context.Json }
            : new Command("pause", "Keeps a rule from being started, until 'resume', also over restarts. Runs under way go on to their ends; what is due waits.") { rule, context.Account, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var name = parsed.GetRequiredValue(rule);
            var report = await automator.Pause(new PauseRequest { Rule = name, Account = parsed.GetValue(context.Account), GoesOn = goesOn }, cancellation);
            return await Say(context.Terminal, report, goesOn, $"'{name}' is", name, parsed.GetValue(context.Json));
        });
        return command;
    }

    internal static Command OfAll(CommandContext context, bool goesOn)
    {
        var all = new Option<bool>("--all") { Description = "All rules. One rule by itself: 'automator rules " + (goesOn ? "resume" : "pause") + " RULE'.", Required = true };
        var command = goesOn
            ? new Command("resume", "Lets everything go on that 'pause --all' has paused.") { all, context.Account, context.Json }
            : new Command("pause", "Keeps all rules from being started, until 'resume --all', also over restarts. Runs under way go on to their ends.") { all, context.Account, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!parsed.GetValue(all))
            {
                await context.Terminal.Error.WriteLineAsync($"Say --all, or name a rule: 'automator rules {(goesOn ? "resume" : "pause")} RULE'.");
                return ExitCode.Usage;
            }

            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var report = await automator.Pause(new PauseRequest { Account = parsed.GetValue(context.Account), GoesOn = goesOn }, cancellation);
            return await Say(context.Terminal, report, goesOn, "All rules are", rule: null, parsed.GetValue(context.Json));
        });
        return command;
    }

    private static async Task<int> Say(Terminal terminal, PauseReport report, bool goesOn, string what, string? rule, bool json)
    {
        var code = report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        if (json)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, ControlJson.Default.PauseReport));
            return code;
        }

        foreach (var problem in report.Problems)
            await terminal.Error.WriteLineAsync(Shown.Lines(problem));
        var on = string.Join(", ", report.Accounts);
        var said = (report.Accounts.Count > 0, goesOn) switch
        {
            (true, false) => $"{what} paused on {on}.",
            (true, true) => $"{what} free to be started again on {on}.",
            (false, false) => $"{what} paused already; nothing has changed.",
            (false, true) => rule is null ? "Nothing was paused by 'pause --all'; nothing has changed." : $"{what} not paused by itself; nothing has changed.",
        };
        if (report.Accounts.Count > 0 || report.Problems.Count == 0)
            await terminal.Out.WriteLineAsync(Shown.Line(said));
        if (report.Still.Count > 0)
            await terminal.Out.WriteLineAsync(Shown.Line($"Still paused by themselves: {string.Join(", ", report.Still)}. 'automator rules resume RULE' lets one go on."));
        return code;
    }
}
