using Microsoft.CodeAnalysis;

namespace Automator.Compiler;

/// <summary>What a rule is compiled against: pruned at build, read once, shared by all compilations.</summary>
internal static class ReferenceSet
{
    internal static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. typeof(ReferenceSet).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read),
    ];

    /// <summary>Names that .NET has and rules do not: <c>Type</c> with its namespace, <c>Type.Member</c>, <c>.Extension</c>.</summary>
    internal static IReadOnlyDictionary<string, string> Missing { get; } = ReadMissing("missing.txt");

    private static PortableExecutableReference Read(string name)
    {
        using var stream = Open(name);
        return MetadataReference.CreateFromStream(stream, filePath: name, documentation: name == SdkDocumentation.Of ? new SdkDocumentation() : null);
    }

    private static Dictionary<string, string> ReadMissing(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => words.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
    }

    internal static Stream Open(string name) =>
        typeof(ReferenceSet).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing.");
}
