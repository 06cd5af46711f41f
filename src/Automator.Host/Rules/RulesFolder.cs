using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>
/// Reads the rules folder whole: every rule with all it loads. Whatever told that something changed, this alone says what.
/// </summary>
internal sealed class RulesFolder(string path)
{
    private const int Deepest = 16;

    internal string Path { get; } = System.IO.Path.GetFullPath(path);

    internal async Task<FolderListing> Read(CancellationToken cancellation)
    {
        var files = new List<string>();
        var unreadable = new List<string>();
        try
        {
            if (!Directory.Exists(Path))
                return new FolderListing { Problem = Absent() };
            Collect(new DirectoryInfo(Path), 0, files, unreadable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FolderListing { Problem = $"The rules folder {Path} cannot be read: {e.Message}" };
        }

        var rules = new List<RuleFile>();
        foreach (var file in files)
        {
            if (await ReadRule(file, cancellation) is { } rule)
                rules.Add(rule);
        }

        return new FolderListing { Rules = [.. rules.OrderBy(rule => rule.Name.Value, StringComparer.Ordinal)], Unreadable = unreadable };
    }

    private string Absent() => File.Exists(Path)
        ? $"The rules folder {Path} is a file. Name a folder with \"rules\" in automator.json."
        : $"The rules folder {Path} does not exist. Create it, or name another with \"rules\" in automator.json.";

    private void Collect(DirectoryInfo folder, int depth, List<string> files, List<string> unreadable)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().Where(entry => !RulePath.IsPassedOver(entry.Name) && !RulePath.IsHelper(entry.Name)))
        {
            if (entry is DirectoryInfo below)
                CollectBelow(below, depth + 1, files, unreadable);
            else if (RulePath.IsMeantAsRule(entry.Name))
                files.Add(entry.FullName);
        }
    }

    /// <summary>A linked folder would give its rules a second name, or lead outside, or round in circles.</summary>
    private void CollectBelow(DirectoryInfo folder, int depth, List<string> files, List<string> unreadable)
    {
        if (folder.LinkTarget is not null || depth > Deepest)
            return;
        try
        {
            Collect(folder, depth, files, unreadable);
        }
        catch (DirectoryNotFoundException)
        {
            // It went while it was looked at, and what was in it went with it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(System.IO.Path.GetRelativePath(Path, folder.FullName).Replace('\\', '/'));
        }
    }

    private async Task<RuleFile?> ReadRule(string file, CancellationToken cancellation)
    {
        var relative = System.IO.Path.GetRelativePath(Path, file);
        var name = RulePath.NameOf(relative);
        try
        {
            if (RulePath.Refusal(relative) is { } refusal)
                return Broken(name, file, BuildErrors.BadName(file, refusal));
            var sources = await SourceSet.Read(Path, file, cancellation);
            return new RuleFile { Name = name, Path = file, Sources = sources, Key = sources.Key(CompileKind.Rule, "") };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // It went while it was looked at.
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Broken(name, file, BuildErrors.Unreadable(file, e.Message));
        }
    }

    private static RuleFile Broken(RuleName name, string file, SourceError error) =>
        new() { Name = name, Path = file, Error = error, Key = error.Message };
}
