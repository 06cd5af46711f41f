using System.CommandLine;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;

namespace Automator.Host.Cli;

internal static class RunsCancelCommand
{
    internal static Command Create(CommandContext context)
    {
        var runs = new Argument<string[]>("run") { Description = "The runs' ids, or their first characters; what is queued by its whole key.", Arity = ArgumentArity.ZeroOrMore };
        var rule = new Option<string?>("--rule") { Description = "All runs of this rule that are under way, wait, or are queued." };
        var command = new Command("cancel", "Ends runs: those under way at their next call, those that wait, and those that are queued.") { runs, rule, context.Account, context.Json };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(runs) is { Length: > 0 }) == (result.GetResult(rule) is not null))
                result.AddError("Say which runs, or of which rule with --rule.");
            if (result.GetResult(context.Account) is not null && result.GetResult(rule) is null)
                result.AddError("--account goes with --rule: a run's id says which account it is on.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var request = new CancelRequest { Runs = parsed.GetValue(runs) ?? [], Rule = parsed.GetValue(rule), Account = parsed.GetValue(context.Account) };
            var report = await automator.Cancel(request, cancellation);
            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, typeof(CancelReport), ControlJson.Default));
            else
                await Print(report, context.Terminal);
            return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task Print(CancelReport report, Terminal terminal)
    {
        foreach (var run in report.Runs)
            await terminal.Out.WriteLineAsync(Shown.Line($"{run.Run}  {run.Rule} on {run.Account}: {Word(run)}"));
        foreach (var problem in report.Problems)
            await terminal.Error.WriteLineAsync(Shown.Lines(problem));
    }

    private static string Word(CancelledRun run) => run switch
    {
        { Status: not RunStatus.Cancelled } => "told to stop; it ends when the request under way is answered",
        { Was: RunStatus.Queued } => "cancelled before it began",
        { Was: RunStatus.Waiting } => "cancelled while it waited",
        _ => "cancelled",
    };
}
