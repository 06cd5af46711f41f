using System.Collections.Concurrent;

namespace Automator.Host.Editors;

/// <summary>A file as it stands in the editor.</summary>
internal sealed record OpenFile(string Uri, string Path, int Version, string Text)
{
    internal LineMap Lines { get; } = new(Text);
}

/// <summary>What is open in the editor, by the name the editor gives it.</summary>
/// <param name="rulesFolder">Where a buffer counts as standing that was never saved.</param>
internal sealed class OpenFiles(string rulesFolder)
{
    private readonly ConcurrentDictionary<string, OpenFile> _files = new();

    internal IReadOnlyCollection<OpenFile> All => (IReadOnlyCollection<OpenFile>)_files.Values;

    /// <summary>Their texts by absolute path.</summary>
    internal IReadOnlyDictionary<string, string> Texts =>
        _files.Values.DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => file.Text);

    internal OpenFile? Find(string uri) => _files.GetValueOrDefault(uri);

    internal void Set(string uri, int version, string text) => _files[uri] = new OpenFile(uri, PathOf(uri), version, text);

    internal bool Remove(string uri) => _files.TryRemove(uri, out _);

    /// <exception cref="UriFormatException">It is no address.</exception>
    private string PathOf(string uri)
    {
        var address = new Uri(uri, UriKind.Absolute);
        return address.IsFile
            ? Path.GetFullPath(address.LocalPath)
            : Path.Combine(rulesFolder, string.Concat(address.AbsolutePath.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '-')) + ".csx");
    }
}
