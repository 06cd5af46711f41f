using System.Text;
using System.Text.Json;
using Automator.Benchmarks.Hosts;

namespace Automator.Benchmarks.Emulators;

/// <summary>The emulator at work as a process of its own, and where it answers. Disposing it ends it.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly HostProcess _process;

    private EmulatorProcess(HostProcess process) => _process = process;

    internal int Id => _process.Id;

    internal Uri Url { get; private set; } = null!;

    internal string Authorization { get; private set; } = "";

    /// <summary>From just before the process was started to the line that says where it answers.</summary>
    internal TimeSpan Starting { get; private set; }

    internal static async Task<EmulatorProcess> Start(string seed, string? data, CancellationToken cancellation)
    {
        string[] keeping = data is null ? [] : ["--data", data];
        var process = HostProcess.Start(
            Layout.Beside(), Path.GetTempPath(), ["emulator", "--seed", seed, "--limits", "off", "--port", "0", "--json", .. keeping]);
        var emulator = new EmulatorProcess(process);
        try
        {
            await emulator.Ready(cancellation);
            return emulator;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task Ready(CancellationToken cancellation)
    {
        var (line, at) = await _process.Line("\"controlToken\"", cancellation);
        var said = JsonDocument.Parse(line).RootElement;
        Url = new Uri(said.GetProperty("url").GetString()!);
        Authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{said.GetProperty("token").GetString()}:X"))}";
        Starting = TimeProvider.System.GetElapsedTime(_process.StartedAt, at);
    }
}
