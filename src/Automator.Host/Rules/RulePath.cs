using System.Text;

namespace Automator.Host.Rules;

/// <summary>Which files of the rules folder are rules, and what they are called.</summary>
internal static class RulePath
{
    internal const string Suffix = ".csx";

    /// <summary>The name of the rule in a file, given as a path below the rules folder.</summary>
    internal static RuleName NameOf(string relativePath) => new(relativePath.Replace(Path.DirectorySeparatorChar, '/')[..^Suffix.Length]);

    /// <summary>The rules of a folder by their files, whether or not they build.</summary>
    internal static IEnumerable<RuleName> All(string folder) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, "*" + Suffix, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => IsHelper(part) || IsPassedOver(part)) && Refusal(file) is null)
        .Select(NameOf);

    /// <summary>The rule a person means, who may have written the file's name.</summary>
    internal static RuleName Named(string text) => new(text.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? text[..^Suffix.Length] : text);

    /// <summary>True for what editors and version control leave lying around.</summary>
    internal static bool IsPassedOver(string name) => name.StartsWith('.') || name.StartsWith('~') || name.EndsWith('~');

    /// <summary>True for files and folders that rules load and that are no rules themselves.</summary>
    internal static bool IsHelper(string name) => name.StartsWith('_');

    /// <summary>A file that was meant to be a rule, though it may not be called so.</summary>
    internal static bool IsMeantAsRule(string name) => name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why nobody could type or read the name of this file, given as a path below the rules folder, in words; null when it can be one.</summary>
    internal static string? Refusal(string relativePath)
    {
        var path = relativePath.Replace(Path.DirectorySeparatorChar, '/');
        if (path.EnumerateRunes().Any(IsUnreadable))
            return "The name of this file contains characters that cannot be seen: control characters, or such that turn the direction of text. Rename it.";
        if (path.Contains('\\'))
            return "The name of this file contains a backslash. Rename it, or move it into a folder.";
        if (path.StartsWith(':'))
            return "The name of this file begins with a colon, as the names of what is no file do. Rename it.";
        return IsMeantAsRule(path) && !path.EndsWith(Suffix, StringComparison.Ordinal)
            ? $"The names of rules end in {Suffix}, in small letters. Rename it."
            : null;
    }

    /// <summary>What is not UTF-8 in a name arrives as the replacement character, and cannot be opened by it.</summary>
    private static bool IsUnreadable(Rune letter) => letter == Rune.ReplacementChar || Shown.IsHidden(letter);
}
