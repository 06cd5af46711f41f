namespace Automator.Host.Processes;

/// <summary>Where this machine keeps what every program loads, found where this process itself has it from.</summary>
internal static class SystemLibraries
{
    private static readonly string[] Wanted = ["libc.", "libc-", "libm.", "libdl.", "libpthread.", "librt.", "libgcc_s.", "libstdc++.", "libssl.", "libcrypto.", "ld-linux", "ld-musl"];

    private static readonly Lazy<IReadOnlyList<string>> Files = new(() =>
        OperatingSystem.IsLinux() ? [.. File.ReadLines("/proc/self/maps").Select(FileOf).OfType<string>().Distinct()] : []);

    internal static IEnumerable<string> Folders => Files.Value.Where(IsWanted).Select(file => Path.GetDirectoryName(file)!).Distinct();

    /// <summary>What the kernel starts in place of a program, to load it.</summary>
    internal static IEnumerable<string> Loaders => Files.Value.Where(file => Path.GetFileName(file).StartsWith("ld-", StringComparison.Ordinal));

    private static bool IsWanted(string file) => Wanted.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal));

    private static string? FileOf(string line) => line.IndexOf('/') is >= 0 and var start ? line[start..] : null;
}
