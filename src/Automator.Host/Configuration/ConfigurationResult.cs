namespace Automator.Host.Configuration;

/// <summary>What came of reading <c>automator.json</c>: options that hold, or everything that is wrong with it.</summary>
internal abstract record ConfigurationResult
{
    /// <summary>EX_CONFIG of sysexits.h: what a process ends with when this is <see cref="Invalid"/>.</summary>
    internal const int InvalidExitCode = 78;

    private ConfigurationResult()
    {
    }

    internal sealed record Valid(AutomatorOptions Options) : ConfigurationResult;

    internal sealed record Invalid(IReadOnlyList<ConfigurationError> Errors) : ConfigurationResult
    {
        /// <param name="file">As the person named it.</param>
        internal IEnumerable<string> Lines(string file) => Errors.Select(error => error.Line(file));
    }
}
