namespace Automator.Host.Configuration;

/// <summary>What is wrong, where, and what to do about it.</summary>
/// <param name="Path">The place in the file, such as <c>$.accounts.main.token</c>; empty where it is about the file itself.</param>
/// <param name="Message">One line that reads on from the path.</param>
internal sealed record ConfigurationError(string Path, string Message)
{
    /// <summary>As a terminal shows it, such as <c>automator.json: $.workers: is 0, but …</c>.</summary>
    internal string Line(string file) => Path.Length == 0 ? $"{file}: {Message}" : $"{file}: {Path}: {Message}";
}
