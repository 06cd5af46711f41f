using System.CommandLine;
using Automator.Host.Control;

namespace Automator.Host.Cli;

internal static class RunsAgainCommand
{
    internal static Command Create(CommandContext context)
    {
        var run = new Argument<string>("run") { Description = "The id of the run to start afresh, or its first characters." };
        var yes = new Option<bool>("--yes") { Description = "You have seen what that run had done already." };
        var command = new Command("again", "A new run of the same rule, handler and payload, from the start. What the old one had done is shown first.") { run, yes, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var events = automator.RunAgain(new AgainRequest { Run = parsed.GetRequiredValue(run), IsConfirmed = parsed.GetValue(yes) }, cancellation);
            return parsed.GetValue(context.Json)
                ? await RunDocument.Print(events, context.Terminal, cancellation)
                : await RunPrinter.Print(events, context.Terminal, isTerse: false, cancellation);
        });
        return command;
    }
}
