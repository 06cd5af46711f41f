using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Automator.Confinement;
using Automator.Sdk.Protocol;

namespace Automator.Host.Processes;

/// <summary>
/// A program that is installed in a folder beside the host, and how it is started: with an empty environment, and as confined as
/// its layers say.
/// </summary>
internal sealed record ChildProgram
{
    public required string Path { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What holds for it from its birth on.</summary>
    public Layers Layers { get; init; }

    /// <summary>Null for none, whatever the layers say.</summary>
    public Limits? Limits { get; init; }

    /// <summary>Names a worker's turns, by how many there were: at random, so that none can be told in advance.</summary>
    internal Func<int, long> Turns { get; init; } = _ => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Its memory is watched too; the limit is for what grows faster than anyone looks.</summary>
    internal static ChildProgram Compiler { get; } = new()
    {
        Path = Beside("compiler", "Automator.Compiler"),
        Layers = ConfinedStart.Strongest,
        Limits = new() { Memory = 1024L * 1024 * 1024, Files = 512 },
    };

    /// <summary>The same program in the mode that completes, as confined as when it compiles.</summary>
    internal static ChildProgram Completer { get; } = Compiler with { Arguments = [ChildArguments.Complete] };

    internal static ChildProgram Worker { get; } = new()
    {
        Path = Beside("worker", "Automator.Worker"),
        Layers = ConfinedStart.Strongest,
        // The heap has 256 MB of it.
        Limits = new() { Memory = 384L * 1024 * 1024 },
        Environment = new Dictionary<string, string>
        {
            // 192 MB, so that a rule finds its memory full before the watchdog finds the process too large.
            ["DOTNET_GCHeapHardLimit"] = "0xC000000",
            ["DOTNET_gcConcurrent"] = "0",
        },
    };

    /// <summary>What a worker lacks that it was to be started with, by what it says itself before any rule's code runs.</summary>
    internal string? Missing(WorkerReady ready) =>
        !Layers.HasFlag(Layers.WarmFilter) ? null
        : ready.Confinement is not { } confinement ? "it put on no filter"
        : Layers.HasFlag(Layers.SpawnFilter) && !confinement.IsFiltered ? "it was born without a filter"
        : Layers.HasFlag(Layers.Privileges) && !confinement.GainsNoPrivileges ? "it has privileges"
        : null;

    internal ProcessStartInfo StartInfo()
    {
        if (!File.Exists(Path))
            throw new FileNotFoundException($"{Path} is missing: this installation is not complete. Build or publish Automator.Host again.", Path);

        string[] arguments = Layers.HasFlag(Layers.WarmFilter) ? [ChildArguments.WarmFilter, .. Arguments] : [.. Arguments];
        var start = new ProcessStartInfo(Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = System.IO.Path.GetDirectoryName(Path)!,
        };
        start.Environment.Clear();
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Generated code would else be written through a file in memory, which the limits on memory and on files see wrongly.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>What its runtime reads until it is warm: itself, the runtime, and the system's libraries.</summary>
    internal IEnumerable<string> Readable =>
    [
        System.IO.Path.GetDirectoryName(Path)!,
        System.IO.Path.Combine(DotnetRoot, "host"),
        System.IO.Path.Combine(DotnetRoot, "shared", "Microsoft.NETCore.App"),
        .. SystemLibraries.Folders,
        "/etc/ld.so.cache",
        // The runtime does not start without it. Another process's parts of it want another layer: the user, or the warm filter.
        "/proc",
        "/dev/urandom",
    ];

    /// <summary>Itself, and what loads it.</summary>
    internal IEnumerable<string> Programs => [Path, .. SystemLibraries.Loaders];

    /// <summary>Three folders up from <c>shared/Microsoft.NETCore.App/VERSION</c>: the runtime this host runs on.</summary>
    private static string DotnetRoot => System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Beside(string folder, string name) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
