using System.CommandLine;
using Automator.Host.Configuration;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Cli;

internal static class NewCommand
{
    internal static Command Create(CommandContext context)
    {
        var rule = new Argument<string>("rule") { Description = "The rule's name; folders before it are made." };
        var on = new Option<string>("--on") { Description = "What it runs on.", DefaultValueFactory = _ => Trigger.Schedule.ToName() };
        on.AcceptOnlyFromAmong([.. Enum.GetValues<Trigger>().Select(trigger => trigger.ToName())]);
        var command = new Command("new", "Writes a rule to begin with into the rules folder.") { rule, on };
        command.SetAction(async (parsed, _) =>
        {
            var started = RuleStarter.Create(
                context.Options(parsed).Rules, parsed.GetRequiredValue(rule), RuleStarter.TriggerOf(parsed.GetValue(on)!)!.Value);
            if (started.File is null)
            {
                await context.Terminal.Error.WriteLineAsync(started.Refusal);
                return ExitCode.Failed;
            }

            await context.Terminal.Out.WriteLineAsync(started.File);
            return ExitCode.Done;
        });
        return command;
    }
}
