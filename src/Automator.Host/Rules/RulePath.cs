namespace Automator.Host.Rules;

/// <summary>Which files of the rules folder are rules, and what they are called.</summary>
internal static class RulePath
{
    internal const string Suffix = ".csx";

    /// <summary>The name of the rule in a file, given as a path below the rules folder.</summary>
    internal static RuleName NameOf(string relativePath) => new(relativePath.Replace('\\', '/')[..^Suffix.Length]);

    /// <summary>True for what editors and version control leave lying around.</summary>
    internal static bool IsPassedOver(string name) => name.StartsWith('.') || name.StartsWith('~') || name.EndsWith('~');

    /// <summary>True for files and folders that rules load and that are no rules themselves.</summary>
    internal static bool IsHelper(string name) => name.StartsWith('_');

    /// <summary>Why nobody could type or read this name, in words; null when it is one.</summary>
    internal static string? Refusal(RuleName name) => name.Value.Any(char.IsControl)
        ? "The name of this file contains control characters. Rename it."
        : null;
}
