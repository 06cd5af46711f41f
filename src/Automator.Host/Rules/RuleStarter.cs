using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>Where a starter rule was written, or why none was.</summary>
internal sealed record RuleStarted
{
    public string? File { get; init; }

    public string? Refusal { get; init; }
}

/// <summary>Writes a new rule to begin with.</summary>
internal static class RuleStarter
{
    private const int LongestName = 100;

    /// <summary>The trigger of a name as in <c>new RULE --on project-created</c>; null when there is none.</summary>
    internal static Trigger? TriggerOf(string name) =>
        Enum.GetValues<Trigger>().Where(trigger => trigger.ToName() == name).Select(trigger => (Trigger?)trigger).FirstOrDefault();

    /// <param name="rulesFolder">Made when it is not there.</param>
    /// <param name="name">The rule's name, with or without <c>.csx</c>; folders before it are made.</param>
    /// <param name="trigger">What the rule is to run on.</param>
    internal static RuleStarted Create(string rulesFolder, string name, Trigger trigger)
    {
        var bare = name.EndsWith(RulePath.Suffix, StringComparison.OrdinalIgnoreCase) ? name[..^RulePath.Suffix.Length] : name;
        if (Refusal(bare) is { } refusal)
            return new RuleStarted { Refusal = refusal };
        var file = Path.Combine(Path.GetFullPath(rulesFolder), bare.Replace('/', Path.DirectorySeparatorChar) + RulePath.Suffix);
        try
        {
            return Write(rulesFolder, file, StarterText.Of(trigger));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RuleStarted { Refusal = $"{file} cannot be written: {e.Message}" };
        }
    }

    private static RuleStarted Write(string rulesFolder, string file, string text)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(rulesFolder);
        var root = SourceSet.Resolved(Path.GetFullPath(rulesFolder));
        if (!SourceSet.IsInside(root, file))
            return new RuleStarted { Refusal = $"{file} leads out of the rules folder through a link. Choose another name." };
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFiles(folder).FirstOrDefault(other => string.Equals(other, file, StringComparison.OrdinalIgnoreCase)) is { } taken)
            return new RuleStarted { Refusal = $"{taken} is there already, and is left as it is. Choose another name." };
        using var stream = new FileStream(file, FileMode.CreateNew);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
        return new RuleStarted { File = file };
    }

    private static string? Refusal(string name) => name switch
    {
        { Length: 0 or > LongestName } => $"A rule's name has 1 to {LongestName} characters.",
        _ when !name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/') =>
            $"'{name}' is no name for a rule: take letters, digits, '-', '_' and '.', and '/' for a folder.",
        _ when name.Split('/').Any(part => part.Length == 0 || part.StartsWith('.') || part.EndsWith('.')) =>
            $"'{name}' is no name for a rule: it must stay in the rules folder, and no part of it may be empty or begin or end with '.'.",
        _ when name.Split('/').Any(RulePath.IsHelper) =>
            $"'{name}' would be no rule: what starts with '_' is for rules to load.",
        _ => null,
    };
}
