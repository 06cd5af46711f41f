using System.CommandLine;
using Automator.Host.Broker;
using Automator.Host.Cli.Editing;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Rules;

namespace Automator.Host.Cli;

internal static class ConsoleCommand
{
    internal static Command Create(CommandContext context)
    {
        var live = new Option<bool>("--live") { Description = "Lets snippets change the account. Without it everything is dry." };
        var command = new Command("console", "C# over the account, line by line, dry by default. :help lists its commands.") { live, context.Account };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var options = context.Options(parsed);
            await using var completer = new CompletionProcess(Sandbox.Completer(options), TimeProvider.System);
            var editor = context.Terminal.Editor(new ConsoleCompleter(completer, new RulesFolder(options.Rules), [.. options.Accounts.Select(account => account.Name)]));
            return await new ConsoleSession(automator, context.Terminal, editor, parsed.GetValue(live), parsed.GetValue(context.Account)).Run(cancellation);
        });
        return command;
    }
}

/// <summary>Reads snippets and commands until the input ends. Piped, the first failure is the exit code, and the rest still runs.</summary>
internal sealed class ConsoleSession(IAutomator automator, Terminal terminal, LineEditor? editor, bool live, string? account)
{
    private const string Help = """
        A C# expression or statements, which may await: await Basecamp.Projects()
        :run RULE [HANDLER]   runs a rule, dry unless the console is live
        :rules                lists the rules
        :runs                 lists the last runs
        :live  :dry           lets what follows change the account, or not
        :account NAME         what follows is about this account of automator.json
        :quit                 ends
        """;

    private const string HelpOfKeys = """
        Tab completes, and goes through the list; Esc closes it. Up and Down go through what was entered before.
        """;

    /// <summary>Without the colon.</summary>
    internal static IReadOnlyList<string> Commands { get; } = ["account", "dry", "help", "live", "quit", "rules", "run", "runs"];

    private bool _live = live;
    private string? _account = account;

    internal async Task<int> Run(CancellationToken cancellation)
    {
        var exit = ExitCode.Done;
        if (terminal.IsInteractive)
            await terminal.Out.WriteLineAsync("C# over the account. :help lists commands, :quit ends. Everything is dry until :live.");
        while (await Read(cancellation) is { } input)
        {
            if (input.Trim().Length == 0)
                continue;
            if (input.Trim() is ":quit" or ":q")
                break;
            var ended = await Act(input, cancellation);
            exit = exit == ExitCode.Done ? ended : exit;
        }

        return terminal.IsInteractive ? ExitCode.Done : exit;
    }

    private async Task<string?> Read(CancellationToken cancellation)
    {
        var prompt = _live ? "live> " : "> ";
        if (editor is not null)
            return await editor.Read(prompt, cancellation);
        var snippet = new SnippetReader();
        do
        {
            if (terminal.IsInteractive)
                await terminal.Out.WriteAsync(snippet.IsEmpty ? prompt : "… ");
            if (await Task.Run(terminal.In.ReadLine, CancellationToken.None).WaitAsync(cancellation) is not { } line)
                return snippet.IsEmpty ? null : snippet.Text;
            snippet.Add(line);
        }
        while (!snippet.IsComplete);
        return snippet.Text;
    }

    private async Task<int> Act(string input, CancellationToken cancellation)
    {
        var words = input.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (words)
        {
            case [":help", ..]:
                await terminal.Out.WriteLineAsync(editor is null ? Help : $"{Help}{Environment.NewLine}{HelpOfKeys}");
                return ExitCode.Done;
            case [":live"]:
                _live = true;
                return ExitCode.Done;
            case [":dry"]:
                _live = false;
                return ExitCode.Done;
            case [":account", .. var names]:
                if (names is not [var name])
                {
                    await terminal.Error.WriteLineAsync($"What follows is about {_account ?? "the only account there is"}. Name one of automator.json: :account NAME");
                    return ExitCode.Usage;
                }

                _account = name; // Whether there is one by that name is said with the first question.
                return ExitCode.Done;
            case [":rules"]:
                RulesCommand.Print(await automator.Rules(cancellation), terminal);
                return ExitCode.Done;
            case [":runs"]:
                RunsCommand.Print(await automator.Runs(new RunQuery(), cancellation), terminal);
                return ExitCode.Done;
            case [":run", var rule, .. var rest]:
                var run = automator.Run(new RunRequest { Rule = rule, Account = _account, Handler = rest.FirstOrDefault(), Dry = !_live }, cancellation);
                return await RunPrinter.Print(run, terminal, isTerse: false, cancellation);
            case [['>' or ':', ..], ..]:
                await terminal.Error.WriteLineAsync($"There is no command {words[0]}. :help lists those there are.");
                return ExitCode.Usage;
            default:
                return await RunPrinter.Print(
                    automator.RunSnippet(new SnippetRequest { Text = input, Account = _account, Dry = !_live }, cancellation), terminal, isTerse: true, cancellation);
        }
    }
}
