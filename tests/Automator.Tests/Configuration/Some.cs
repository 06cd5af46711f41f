using System.Text;
using Automator.Host.Configuration;

namespace Automator.Tests.Configuration;

internal static class Some
{
    internal const string Folder = "/srv/automator";

    internal const string Token = "\"token\": \"env:TOKEN\"";

    /// <summary>An account that lacks nothing but a login.</summary>
    internal const string Real = "\"url\": \"https://acme.basecamphq.com\", \"userAgent\": \"Acme (ops@acme.example)\"";

    internal static ConfigurationResult Reading(string json) => ConfigurationFile.Parse(Encoding.UTF8.GetBytes(json), Folder);

    internal static AutomatorOptions Options(string json) => Reading(json) switch
    {
        ConfigurationResult.Valid valid => valid.Options,
        ConfigurationResult.Invalid invalid => throw new InvalidOperationException(string.Join('\n', invalid.Lines("automator.json"))),
        _ => throw new InvalidOperationException(),
    };

    internal static string[] Errors(string json) => Reading(json) is ConfigurationResult.Invalid invalid ? [.. invalid.Lines("automator.json")] : [];

    /// <summary>A file with one account of that content, and nothing else.</summary>
    internal static string Account(string content) => $$"""{ "accounts": { "main": { {{content}} } } }""";

    /// <summary>A file that is good but for these keys.</summary>
    internal static string With(string keys) => $$"""{ {{keys}}, "accounts": { "main": { "url": "emulator" } } }""";

    /// <summary>The root of the repository.</summary>
    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Automator.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        return folder.FullName;
    }
}
