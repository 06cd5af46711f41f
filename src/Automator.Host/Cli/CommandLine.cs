using System.CommandLine;
using System.CommandLine.Parsing;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.RunLog;

namespace Automator.Host.Cli;

/// <summary>The whole command line as one function that gives an exit code.</summary>
internal static class CommandLine
{
    internal static async Task<int> Run(string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        var context = new CommandContext(terminal);
        var serve = ServeCommand.Create(context);
        var root = new RootCommand("Automator: small C# rules for a Basecamp Classic account, run on time and within its limits.")
        {
            context.Config,
            serve,
            CheckCommand.Create(context),
            RulesCommand.Create(context),
            PauseCommand.OfAll(context, goesOn: false),
            PauseCommand.OfAll(context, goesOn: true),
            RunCommand.Create(context),
            RunsCommand.Create(context),
            LogCommand.Create(context),
            WhyCommand.Create(context),
            BudgetCommand.Create(context),
            NewCommand.Create(context),
            ConsoleCommand.Create(context),
            LspCommand.Create(context),
            LoginCommand.Create(context),
            AccountsCommand.Create(context),
            DoctorCommand.Create(context),
            JournalCommand.Create(context),
            EmulatorCommand.Create(context),
        };
        root.Action = serve.Action;

        var parsed = root.Parse(arguments);
        var errors = parsed.Errors.Select(error => error.Message).Concat(MisspeltOptions(parsed)).ToList();
        if (errors.Count > 0)
        {
            foreach (var error in errors)
                await terminal.Error.WriteLineAsync(Shown.Lines(error));
            await terminal.Error.WriteLineAsync($"See 'automator {string.Join(' ', parsed.CommandResult.Command is RootCommand ? [] : [.. Path(parsed.CommandResult), ""])}--help'.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancellation);
        }
        catch (StartupException e)
        {
            await terminal.Error.WriteLineAsync(Shown.Lines(e.Message));
            return e.ExitCode;
        }
        catch (Exception e) when (e is JournalException or RunLogException or LaneException or FileNotFoundException)
        {
            await terminal.Error.WriteLineAsync(Shown.Lines(e.Message));
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("Stopped.");
            return ExitCode.Failed;
        }
    }

    /// <summary>What no option matches is taken for an argument, where the verb has room for one.</summary>
    private static IEnumerable<string> MisspeltOptions(ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>()
        .SelectMany(argument => argument.Tokens).Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))
        .Select(token => $"There is no option '{token.Value}' here.");

    /// <summary>The words that name a command, below the root.</summary>
    private static IEnumerable<string> Path(System.CommandLine.Parsing.CommandResult command) =>
        command.Parent is System.CommandLine.Parsing.CommandResult parent ? [.. Path(parent), command.Command.Name] : [];
}
