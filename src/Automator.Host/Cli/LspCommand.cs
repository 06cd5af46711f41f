using System.CommandLine;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Editors;
using Automator.Host.Rules;

namespace Automator.Host.Cli;

internal static class LspCommand
{
    internal static Command Create(CommandContext context)
    {
        var command = new Command("lsp", "The language server: editors start it, and speak to it over standard input and output. Needs no account.");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var logs = TextLog.OfCommand(context.Terminal);
            await using var server = new LanguageServer((root, publish) => Open(CommandContext.Options(ConfigOf(root, context, parsed)), logs, publish));
            var isOrderly = await server.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput(), cancellation);
            return isOrderly ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static EditorSession Open(AutomatorOptions options, ILoggerFactory logs, Func<PublishDiagnosticsParams, Task> publish) => new(
        new Workshop(options, TimeProvider.System, logs, keepsImages: false),
        new CompletionProcess(Sandbox.Completer(options), TimeProvider.System), TimeProvider.System, publish);

    /// <summary>Editors start their servers anywhere, and name their folder once it runs.</summary>
    private static FileInfo ConfigOf(string? root, CommandContext context, ParseResult parsed)
    {
        var named = parsed.GetRequiredValue(context.Config);
        return root is not null && parsed.GetResult(context.Config) is null or { Implicit: true } && new FileInfo(Path.Combine(root, named.Name)) is { Exists: true } own ? own : named;
    }
}
