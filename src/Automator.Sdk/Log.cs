using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>Lines in the run log, read with <c>automator runs show RUN</c>. Costs no requests.</summary>
public static class Log
{
    /// <summary>Says what the run did or found.</summary>
    /// <param name="text">Cut off after 8,000 characters.</param>
    public static void Info(string text) => Ambient.Running(nameof(Log)).Write(LogSeverity.Info, text);

    /// <summary>Says what a person should look at when there is time.</summary>
    /// <param name="text">Cut off after 8,000 characters.</param>
    public static void Warn(string text) => Ambient.Running(nameof(Log)).Write(LogSeverity.Warning, text);

    /// <summary>Says what went wrong though the run goes on.</summary>
    /// <param name="text">Cut off after 8,000 characters.</param>
    public static void Error(string text) => Ambient.Running(nameof(Log)).Write(LogSeverity.Error, text);
}
