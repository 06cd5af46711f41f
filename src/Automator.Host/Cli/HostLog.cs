using Microsoft.Extensions.Logging.Console;

namespace Automator.Host.Cli;

/// <summary>The host's own log: a line an event, on standard error.</summary>
internal static class HostLog
{
    internal static ILoggerFactory Create(Terminal terminal) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Information)
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff'Z' ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = terminal.IsInteractive ? LoggerColorBehavior.Default : LoggerColorBehavior.Disabled;
        })
        .AddFilter("Microsoft", LogLevel.Warning)
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
