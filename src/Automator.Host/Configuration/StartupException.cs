namespace Automator.Host.Configuration;

/// <summary>
/// The host cannot do what it was asked to before it has begun: the message says what, where and what to do, and the
/// process ends with the code.
/// </summary>
internal sealed class StartupException(string message, int exitCode = ExitCode.Failed, Exception? inner = null) : Exception(message, inner)
{
    internal int ExitCode { get; } = exitCode;
}

/// <summary>What the process tells whoever started it.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>The work failed.</summary>
    internal const int Failed = 1;

    /// <summary>The command line made no sense.</summary>
    internal const int Usage = 2;

    /// <summary>A check refused: a rule does not compile, a plan is stale, a permission is missing.</summary>
    internal const int Refused = 3;

    /// <summary>automator.json is wrong (EX_CONFIG of sysexits.h).</summary>
    internal const int Configuration = 78;
}
