using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Automator.Host.Processes;

/// <summary>A program that is installed in a folder beside the host, and how it is started: with an empty environment.</summary>
internal sealed record ChildProgram
{
    public required string Path { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    internal static ChildProgram Compiler { get; } = new() { Path = Beside("compiler", "Automator.Compiler") };

    internal static ChildProgram Worker { get; } = new()
    {
        Path = Beside("worker", "Automator.Worker"),
        Environment = new Dictionary<string, string>
        {
            // 192 MB, so that a rule finds its memory full before the watchdog finds the process too large.
            ["DOTNET_GCHeapHardLimit"] = "0xC000000",
            ["DOTNET_gcConcurrent"] = "0",
            // A method that is inlined is missing from the trace, and an error would name its caller's line.
            ["DOTNET_JitNoInline"] = "1",
        },
    };

    internal ProcessStartInfo StartInfo()
    {
        if (!File.Exists(Path))
            throw new FileNotFoundException($"{Path} is missing: this installation is not complete. Build or publish Automator.Host again.", Path);

        var start = new ProcessStartInfo(Path)
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
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Three folders up from <c>shared/Microsoft.NETCore.App/VERSION</c>: the runtime this host runs on.</summary>
    private static string DotnetRoot => System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Beside(string folder, string name) =>
        System.IO.Path.Combine(AppContext.BaseDirectory, folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
