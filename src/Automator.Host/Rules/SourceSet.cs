using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>
/// A file and all it may load, as text: what the compiler is sent. Nothing outside the rules folder is read, also not
/// through a link.
/// </summary>
internal sealed partial record SourceSet
{
    private const int MaximumFiles = 200;
    private const string EditorFile = "_automator.csx";

    private static readonly Dictionary<string, string> NothingUnsaved = [];

    /// <summary>Beyond this the compiler refuses a file; it need not be carried there to be refused.</summary>
    private const int MaximumLength = 1024 * 1024;

    public required string Path { get; init; }

    /// <summary>The folder relative names in the key count from.</summary>
    public required string Folder { get; init; }

    /// <summary>Text by absolute path, the file itself among them.</summary>
    public required IReadOnlyDictionary<string, string> Sources { get; init; }

    internal CompileRequest ToRequest(CompileKind kind) => new() { Kind = kind, Path = Path, Sources = Sources };

    /// <summary>Reads the rule and what it loads. A load that leads nowhere is left out, and the compiler says so.</summary>
    /// <exception cref="IOException">The rule's own file cannot be read.</exception>
    internal static Task<SourceSet> Read(string rulesFolder, string rulePath, CancellationToken cancellation) =>
        Read(rulesFolder, rulePath, NothingUnsaved, cancellation);

    /// <param name="rulesFolder">Nothing outside of it is loaded.</param>
    /// <param name="rulePath">The rule's own file.</param>
    /// <param name="unsaved">Text by absolute path that stands in an editor, in place of what is on the disk.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The rule's own file cannot be read.</exception>
    internal static async Task<SourceSet> Read(
        string rulesFolder, string rulePath, IReadOnlyDictionary<string, string> unsaved, CancellationToken cancellation)
    {
        var path = System.IO.Path.GetFullPath(rulePath);
        var root = Resolved(System.IO.Path.GetFullPath(rulesFolder));
        var sources = new Dictionary<string, string> { [path] = unsaved.GetValueOrDefault(path) ?? await ReadOwnText(root, path, cancellation) };
        var open = new Queue<string>([path]);
        while (open.TryDequeue(out var file))
        {
            foreach (var loaded in Loads(file, sources[file]).Where(loaded => !sources.ContainsKey(loaded)))
            {
                if (sources.Count < MaximumFiles && IsInside(root, loaded)
                    && (unsaved.GetValueOrDefault(loaded) ?? await TryReadText(loaded, cancellation)) is { } text)
                {
                    sources.Add(loaded, text);
                    open.Enqueue(loaded);
                }
            }
        }

        return new SourceSet { Path = path, Folder = System.IO.Path.GetFullPath(rulesFolder), Sources = sources };
    }

    /// <summary>A snippet that stands in no file; it may load the files a rule in that folder may.</summary>
    internal static SourceSet Of(string path, string folder, string text) =>
        new() { Path = path, Folder = folder, Sources = new Dictionary<string, string> { [path] = text } };

    /// <summary>The name of the image these sources give: the same text in another checkout gives the same.</summary>
    /// <param name="kind">What it is compiled as.</param>
    /// <param name="compiler">What compiles it: <see cref="CompilerVersion"/>.</param>
    internal string Key(CompileKind kind, string compiler)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, kind.ToString());
        Append(hash, compiler);
        Append(hash, Relative(Path));
        foreach (var (path, text) in Sources.OrderBy(source => Relative(source.Key), StringComparer.Ordinal))
        {
            Append(hash, Relative(path));
            Append(hash, text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string Relative(string path) => System.IO.Path.GetRelativePath(Folder, path).Replace('\\', '/');

    /// <summary>Each part with its length, so that no two sets of parts are the same bytes.</summary>
    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }

    private static IEnumerable<string> Loads(string file, string text) =>
        from Match match in LoadLine().Matches(text)
        let name = match.Groups[1].Value
        where name.Length > 0 && !name.Contains('\0') && System.IO.Path.GetFileName(name.Replace('\\', '/')) != EditorFile
        select System.IO.Path.GetFullPath(name, System.IO.Path.GetDirectoryName(file)!);

    internal static bool IsInside(string root, string path)
    {
        try
        {
            return Resolved(path).StartsWith(root.TrimEnd('/', '\\') + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The real path, with the links of every folder on the way followed.</summary>
    internal static string Resolved(string path)
    {
        var parent = System.IO.Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = System.IO.Path.Combine(Resolved(parent), System.IO.Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return info.LinkTarget is null ? here : info.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolved(target.FullName) : here;
    }

    private static async Task<string?> TryReadText(string path, CancellationToken cancellation)
    {
        try
        {
            return await ReadText(path, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<string> ReadOwnText(string root, string path, CancellationToken cancellation) => IsInside(root, path)
        ? await ReadText(path, cancellation)
        : throw new IOException($"{path} is a link that leads out of the folder of the rules, or nowhere. Nothing outside is read: put the file itself here.");

    private static async Task<string> ReadText(string path, CancellationToken cancellation)
    {
        // A link has a length of its own, whatever it leads to.
        var length = new FileInfo(Resolved(path)).Length;
        // A named pipe and a device have none either, and to open a pipe would wait for a writer for ever.
        if (length == 0)
            return "";
        return length <= MaximumLength
            ? await File.ReadAllTextAsync(path, cancellation)
            : throw new IOException($"{path} has {length:N0} bytes; a rule has at most 65,536.");
    }

    [GeneratedRegex("""^\s*#\s*load\s+"([^"\r\n]*)""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex LoadLine();
}
