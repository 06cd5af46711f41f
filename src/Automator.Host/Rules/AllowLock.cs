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

    /// <summary>Full names of the types that the compiler may use in what it writes itself, and no declaration of a rule may name.</summary>
    internal static FrozenSet<string> CompilerTypes { get; } =
        All.Where(line => line.EndsWith(CompilerMark, StringComparison.Ordinal)).Select(line => line[..^CompilerMark.Length].Split(' ')[1]).ToFrozenSet(StringComparer.Ordinal);

    internal static byte[] Bytes()
    {
        using var stream = typeof(AllowLock).Assembly.GetManifestResourceStream("allow.lock")
            ?? throw new InvalidOperationException("The resource allow.lock is missing.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
