using System.CommandLine;
using Automator.Emulator;
using Automator.Host.Configuration;

namespace Automator.Host.Cli;

internal static class EmulatorCommand
{
    internal static Command Create(CommandContext context)
    {
        var switches = new EmulatorSwitches();
        var command = new Command("emulator", "Basecamp Classic alone on this machine, until it is stopped.") { context.Json };
        foreach (var option in switches.All)
            command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                await using var server = await EmulatorServer.StartAsync(switches.Read(parsed), cancellation);
                await EmulatorPrinter.Say(server, context.Terminal, parsed.GetValue(context.Json));
                await Stopped(cancellation);
                return ExitCode.Done;
            }
            catch (EmulatorException e)
            {
                throw new StartupException(e.Message, inner: e);
            }
        });
        return command;
    }

    private static async Task Stopped(CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource();
        await using var _ = cancellation.Register(stopped.SetResult);
        await stopped.Task;
    }
}
