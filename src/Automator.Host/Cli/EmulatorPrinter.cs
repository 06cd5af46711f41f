using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Emulator;

namespace Automator.Host.Cli;

/// <summary>Says where the emulator is, and with which words to come in.</summary>
internal static class EmulatorPrinter
{
    internal static async Task Say(EmulatorServer server, Terminal terminal, bool json)
    {
        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(Line(server), EmulatorJson.Default.EmulatorLine));
        else
            await terminal.Out.WriteLineAsync(string.Join(Environment.NewLine, Text(server)));
        await terminal.Out.FlushAsync(CancellationToken.None);
    }

    private static IEnumerable<string> Text(EmulatorServer server)
    {
        foreach (var site in server.Sites)
        {
            yield return server.Sites.Count == 1 ? $"Basecamp Classic at {site.Url}" : $"Basecamp Classic, account {site.Name}, at {site.Url}";
            foreach (var person in site.People)
                yield return $"  {person.Role,-14} {person.Name,-20} token {person.Token}";
        }

        if (server.AuthorizationUrl is { } authorization)
            yield return $"  authorization  {authorization}authorization/new";
        yield return $"  control        {server.ControlUrl}  token {server.ControlToken}";
        yield return $"Try: curl {(server.Url.Scheme == "https" ? "-k " : "")}-u {server.Token}:X {server.Url}projects.xml";
    }

    private static EmulatorLine Line(EmulatorServer server) => new(
        server.Url, server.Token, server.ControlUrl, server.ControlToken, server.AuthorizationUrl,
        [.. server.Sites.Select(site => new EmulatorAccountLine(site.Name, site.Url, [.. site.People]))]);
}

internal sealed record EmulatorLine(Uri Url, string Token, Uri ControlUrl, string ControlToken, Uri? AuthorizationUrl, IReadOnlyList<EmulatorAccountLine> Accounts);

internal sealed record EmulatorAccountLine(string Name, Uri Url, IReadOnlyList<EmulatorPerson> People);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EmulatorLine))]
internal sealed partial class EmulatorJson : JsonSerializerContext;
