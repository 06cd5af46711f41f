using System.Collections.Frozen;
using System.Text;

namespace Automator.Host.Rules;

/// <summary>The lock file of the allowlist: everything of .NET an image may refer to, a line each.</summary>
internal static class AllowLock
{
    internal static FrozenSet<string> Lines { get; } =
        Encoding.UTF8.GetString(Bytes()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);

    internal static byte[] Bytes()
    {
        using var stream = typeof(AllowLock).Assembly.GetManifestResourceStream("allow.lock")
            ?? throw new InvalidOperationException("The resource allow.lock is missing.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
