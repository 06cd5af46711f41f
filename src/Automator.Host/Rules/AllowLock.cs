using System.Collections.Frozen;
using System.Text;

namespace Automator.Host.Rules;

/// <summary>The lock file of the allowlist: everything of .NET an image may refer to, a line each.</summary>
internal static class AllowLock
{
    private const string CompilerMark = " : compiler";

    private static readonly string[] All =
        Encoding.UTF8.GetString(Bytes()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static FrozenSet<string> Lines { get; } =
        All.Select(line => line.EndsWith(CompilerMark, StringComparison.Ordinal) ? line[..^CompilerMark.Length] : line).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The lines of what only the compiler may use, in what it writes itself.</summary>
    internal static FrozenSet<string> CompilerLines { get; } =
        All.Where(line => line.EndsWith(CompilerMark, StringComparison.Ordinal)).Select(line => line[..^CompilerMark.Length]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Full names of the types among them: no declaration of a rule may name one.</summary>
    internal static FrozenSet<string> CompilerTypes { get; } =
        CompilerLines.Where(line => !line.Contains("::", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).ToFrozenSet(StringComparer.Ordinal);

    internal static byte[] Bytes()
    {
        using var stream = typeof(AllowLock).Assembly.GetManifestResourceStream("allow.lock")
            ?? throw new InvalidOperationException("The resource allow.lock is missing.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
