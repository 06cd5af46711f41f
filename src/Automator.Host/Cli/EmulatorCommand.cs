using System.CommandLine;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Emulator;
using Automator.Host.Configuration;

namespace Automator.Host.Cli;

internal static class EmulatorCommand
{
    internal static Command Create(CommandContext context)
    {
        var port = new Option<int>("--port") { Description = "The port; 0 picks a free one.", DefaultValueFactory = _ => 4461 };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 0 or > IPEndPoint.MaxPort)
                result.AddError($"--port takes a number from 0 to {IPEndPoint.MaxPort}.");
        });
        var seed = new Option<string>("--seed") { Description = "demo, empty, generated (or generated:items=200000,…), or a JSON file.", DefaultValueFactory = _ => "demo" };
        var limits = new Option<string>("--limits") { Description = "documented or off.", DefaultValueFactory = _ => "documented" };
        limits.AcceptOnlyFromAmong("documented", "off");
        var data = new Option<string?>("--data") { Description = "A folder that keeps the account over restarts; in memory without one." };
        var command = new Command("emulator", "Basecamp Classic alone on this machine, until it is stopped.") { port, seed, limits, data, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new EmulatorOptions
            {
                Port = parsed.GetValue(port),
                Seed = parsed.GetValue(seed)!,
                DataDirectory = parsed.GetValue(data),
                Limits = parsed.GetValue(limits) == "off" ? EmulatorLimits.Off : EmulatorLimits.Documented,
            };
            try
            {
                await using var server = await EmulatorServer.StartAsync(options, cancellation);
                await Say(server, context.Terminal, parsed.GetValue(context.Json));
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

    private static async Task Say(EmulatorServer server, Terminal terminal, bool json)
    {
        if (json)
        {
            var line = new EmulatorLine(server.Url, server.Token, server.ControlUrl, server.ControlToken);
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(line, EmulatorJson.Default.EmulatorLine));
        }
        else
        {
            await terminal.Out.WriteLineAsync($"Basecamp Classic at {server.Url}");
            foreach (var person in server.Tokens)
                await terminal.Out.WriteLineAsync($"  {person.Role,-14} {person.Name,-20} token {person.Token}");
            await terminal.Out.WriteLineAsync($"  control        {server.ControlUrl}  token {server.ControlToken}");
            await terminal.Out.WriteLineAsync($"Try: curl -u {server.Token}:X {server.Url}projects.xml");
        }

        await terminal.Out.FlushAsync(CancellationToken.None);
    }

    private static async Task Stopped(CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource();
        await using var _ = cancellation.Register(stopped.SetResult);
        await stopped.Task;
    }
}

internal sealed record EmulatorLine(Uri Url, string Token, Uri ControlUrl, string ControlToken);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmulatorLine))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
