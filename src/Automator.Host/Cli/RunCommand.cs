using System.CommandLine;
using System.Text.Json;
using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Control;

namespace Automator.Host.Cli;

internal static class RunCommand
{
    internal static Command Create(CommandContext context)
    {
        var rule = new Argument<string>("rule") { Description = "The rule's name: its path below the rules folder without .csx." };
        var handler = new Option<string?>("--handler") { Description = "Which handler, where the rule has more than one; 'automator rules' names them." };
        var dry = new Option<bool>("--dry-run") { Description = "Lists what the run would change, and changes nothing." };
        var payload = new Option<FileInfo?>("--payload") { Description = "A JSON file with the value a handler on demand or of a webhook asks for, or the record one of an event receives; of a record {\"id\": 123} is enough.", HelpName = "file" };
        var command = new Command("run", "Runs a rule now and follows the run to its end.") { rule, handler, context.Account, dry, payload, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = new RunRequest
            {
                Rule = parsed.GetRequiredValue(rule),
                Account = parsed.GetValue(context.Account),
                Handler = parsed.GetValue(handler),
                Dry = parsed.GetValue(dry),
                Payload = parsed.GetValue(payload) is { } file ? await Read(file, cancellation) : null,
            };
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var events = automator.Run(request, cancellation);
            return parsed.GetValue(context.Json)
                ? await RunDocument.Print(events, context.Terminal, cancellation)
                : await RunPrinter.Print(events, context.Terminal, isTerse: false, cancellation);
        });
        return command;
    }

    private static async Task<JsonElement> Read(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file.FullName, cancellation));
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupException($"The payload {file.FullName} cannot be read as JSON: {e.Message}", ExitCode.Usage, e);
        }
    }
}
