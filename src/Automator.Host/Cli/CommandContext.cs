using System.CommandLine;
using Automator.Host.Configuration;
using Automator.Host.Control;

namespace Automator.Host.Cli;

/// <summary>What the verbs share: the terminal, the options every one takes, and the way to what does the work.</summary>
internal sealed class CommandContext(Terminal terminal)
{
    internal Terminal Terminal => terminal;

    internal Option<FileInfo> Config { get; } = new("--config")
    {
        Description = "The configuration file.",
        DefaultValueFactory = _ => new FileInfo("automator.json"),
        HelpName = "file",
        Recursive = true,
    };

    internal Option<bool> Json { get; } = new("--json") { Description = "Prints one JSON document instead." };

    internal Option<string?> Account { get; } = new("--account") { Description = "The account's name in automator.json, where there is more than one." };

    /// <exception cref="StartupException">The file is wrong; the message holds everything that is.</exception>
    internal AutomatorOptions Options(ParseResult parsed) => Options(parsed.GetRequiredValue(Config));

    /// <exception cref="StartupException">The file is wrong; the message holds everything that is.</exception>
    internal static AutomatorOptions Options(FileInfo file) => ConfigurationFile.Load(file.FullName) switch
    {
        ConfigurationResult.Valid valid => valid.Options,
        ConfigurationResult.Invalid invalid => throw new StartupException(
            string.Join(Environment.NewLine, invalid.Lines(file.ToString())), ExitCode.Configuration),
        _ => throw new InvalidOperationException("A result that is neither valid nor invalid."),
    };

    /// <summary>The host that runs on the data folder, or this process in its place.</summary>
    internal Task<IAutomator> OpenAutomator(ParseResult parsed, CancellationToken cancellation)
    {
        var options = Options(parsed);
        return Task.FromResult<IAutomator>(DataFolder.RunningHost(options.Data) is { } host
            ? new RemoteAutomator(host)
            : new LocalAutomator(options, TimeProvider.System, TextLog.OfCommand(terminal)));
    }
}
