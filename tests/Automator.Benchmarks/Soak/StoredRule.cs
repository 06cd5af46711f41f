namespace Automator.Benchmarks.Soak;

/// <summary>An image as a host's cache keeps it.</summary>
internal sealed record StoredRule(string Folder, string Hash)
{
    internal static IReadOnlyList<StoredRule> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.dll").Select(file => new StoredRule(folder, Path.GetFileNameWithoutExtension(file))).OrderBy(image => image.Hash, StringComparer.Ordinal),
    ];

    internal async Task<(byte[] Dll, byte[] Pdb)> Read(CancellationToken cancellation) =>
        (await File.ReadAllBytesAsync(Path.Combine(Folder, Hash + ".dll"), cancellation), await File.ReadAllBytesAsync(Path.Combine(Folder, Hash + ".pdb"), cancellation));
}
