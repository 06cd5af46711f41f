using System.Text;
using System.Text.Json;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Hostile;

/// <summary>
/// A process in the worker's place that says what a test gives it, whatever it is told; where it is started again, it is a real worker,
/// unless the test wants it hostile each time.
/// </summary>
internal sealed class FakeWorker : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private readonly string _program;

    /// <param name="afterwards">What the shell does when all is said: it reads on, unless the test has another idea.</param>
    /// <param name="always">Hostile at every start.</param>
    /// <param name="reads">Whether it takes what it is told.</param>
    internal FakeWorker(string afterwards = "wait", bool always = false, bool reads = true)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for the worker.");
        _program = Path.Combine(_folder.FullName, "worker");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "ready"), Frame(new WorkerReady { Protocol = ProtocolJson.Version, Runtime = "none" }));
        File.WriteAllText(_program, $"""
            #!/bin/sh
            cd {_folder.FullName}
            if {(always ? "true" : "mkdir used 2>/dev/null")}; then
                cat ready
                exec 3<&0
                {(reads ? "cat <&3 >/dev/null 2>&1 &" : "sleep 600 >/dev/null 2>&1 &")}
                cat said
                {afterwards}
            else
                exec {ChildProgram.Worker.Path} "$@"
            fi

            """.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Its turns are 1, 2, 3, since what it says is written before.</summary>
    internal ChildProgram Program => new() { Path = _program, Turns = done => done + 1, Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" } };

    internal FakeWorker Says(params IEnumerable<byte[]> frames)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "said"), [.. frames.SelectMany(frame => frame)]);
        return this;
    }

    internal FakeWorker Says(params WorkerFrame[] frames) => Says(frames.Select(Frame));

    /// <summary>Hostile once more.</summary>
    internal void Again()
    {
        if (Directory.Exists(Path.Combine(_folder.FullName, "used")))
            Directory.Delete(Path.Combine(_folder.FullName, "used"));
    }

    internal static byte[] Frame(WorkerFrame frame) => Raw(Json(frame));

    internal static byte[] Json(WorkerFrame frame) => JsonSerializer.SerializeToUtf8Bytes(frame, ProtocolJson.Default.WorkerFrame);

    internal static byte[] Raw(string json) => Raw(Encoding.UTF8.GetBytes(json));

    internal static byte[] Raw(byte[] json) => [.. BitConverter.GetBytes(json.Length), .. json];

    public void Dispose() => _folder.Delete(recursive: true);
}
