using System.Text;
using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;

namespace Automator.Compiler;

/// <summary>The files of one request, and nothing else: what <c>#load</c> can reach. Touches no file system.</summary>
internal sealed class LoadedSources(CompileRequest request) : SourceReferenceResolver
{
    /// <summary>A file editors load to know the Sdk; rules load it for them, and it changes nothing.</summary>
    internal const string EditorFile = "_automator.csx";

    private readonly IReadOnlyDictionary<string, string> _sources = request.Sources;

    public override string NormalizePath(string path, string? baseFilePath) =>
        Path.GetFullPath(path, (baseFilePath is null ? null : Path.GetDirectoryName(baseFilePath)) ?? "/");

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        var resolved = NormalizePath(path, baseFilePath);
        return IsForEditors(path) || _sources.ContainsKey(resolved) ? resolved : null;
    }

    public override Stream OpenRead(string resolvedPath) => new MemoryStream(
        Encoding.UTF8.GetBytes(IsForEditors(resolvedPath) ? "" : _sources[resolvedPath]));

    public override bool Equals(object? other) => other is LoadedSources sources && sources._sources == _sources;

    public override int GetHashCode() => _sources.GetHashCode();

    internal static bool IsForEditors(string path) => Path.GetFileName(path.Replace('\\', '/')) == EditorFile;
}
