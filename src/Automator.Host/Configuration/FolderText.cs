namespace Automator.Host.Configuration;

/// <summary>Paths, made absolute from the folder of the file they stand in.</summary>
internal static class FolderText
{
    internal static TextShape<string> Shape { get; } = new(
        "the path of a folder, relative to the folder of this file or absolute", TryResolve, new() { ["minLength"] = 1 });

    internal static bool TryResolve(string text, Place place, out string path)
    {
        path = "";
        if (string.IsNullOrWhiteSpace(text))
            return place.Wrong("names no path. Write one, relative to the folder of this file or absolute.");
        if (text.Any(char.IsControl))
            return place.Wrong("has a control character in its path. Remove it.");
        if (text is "~" || text.StartsWith("~/", StringComparison.Ordinal))
            return place.Wrong("starts with \"~\", which only shells understand. Write the path out.");
        path = Path.GetFullPath(text, place.Reading.Folder);
        return true;
    }

    /// <summary>Whether a folder is another, or lies in it.</summary>
    internal static bool IsIn(string folder, string other)
    {
        var relative = Path.GetRelativePath(other, folder);
        return relative == "." || !(relative == ".." || relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || Path.IsPathRooted(relative));
    }
}
