using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Automator.Confinement;

namespace Automator.Host.Processes;

/// <summary>
/// Finds out what really holds: a child that is started and confined as a worker is tries what code would that has got out of its
/// rule, and says what came of it. Nothing is concluded from what was merely set up.
/// </summary>
internal sealed class SandboxProbe(ChildProgram worker, string dataFolder, TimeProvider time)
{
    /// <summary>The exit code of what the kernel killed for a system call: SIGSYS.</summary>
    private const int KilledForACall = 128 + 31;

    /// <summary>SIGXFSZ: for a file that was to grow.</summary>
    private const int KilledForAFile = 128 + 25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whom the probe tries to look into: this process, unless a test has another.</summary>
    internal int Target { get; init; } = Environment.ProcessId;

    /// <summary>All that one process can try and live.</summary>
    internal Task<SandboxReport> Quick(CancellationToken cancellation) => Ask([Probe.Everything], cancellation);

    /// <summary>Also what the kernel kills for, each in a process of its own.</summary>
    internal Task<SandboxReport> Whole(CancellationToken cancellation) =>
        Ask([Probe.Everything, .. Attempts.All.Where(attempt => attempt.EndsTheProcess).Select(attempt => attempt.Name)], cancellation);

    internal Task<SandboxReport> Only(string attempt, CancellationToken cancellation) => Ask([attempt], cancellation);

    private async Task<SandboxReport> Ask(IReadOnlyList<string> what, CancellationToken cancellation)
    {
        using var port = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        port.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port.Listen();
        var name = $"automator-probe-{Guid.NewGuid():N}";
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint('\0' + name));
        socket.Listen();
        var targets = new ProbeTargets { Process = Target, Port = ((IPEndPoint)port.LocalEndPoint!).Port, Socket = name, Folder = dataFolder };
        var answers = await Task.WhenAll(what.Select(one => Run(one, targets, cancellation)));
        return new SandboxReport
        {
            Facts = answers[0].Facts,
            Readable = [.. worker.Readable],
            Attempts = [.. answers.SelectMany(answer => answer.Attempts)],
        };
    }

    private async Task<SandboxReport> Run(string what, ProbeTargets targets, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        using var process = ConfinedStart.Start(worker with { Arguments = [.. worker.Arguments, Probe.Argument, what, .. targets.Arguments] });
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(either.Token);
            var output = await process.StandardOutput.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            return Read(what, output, process.ExitCode, await error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ConfinementException($"the probe did not end within {Patience.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static SandboxReport Read(string what, string output, int exitCode, string error)
    {
        var lines = output.Split('\n').Select(line => line.Split(' ')).ToList();
        var facts = lines.Where(line => line[0] == "fact").ToDictionary(line => line[1], line => line[2..]);
        List<AttemptReport> attempts = [.. lines.Where(line => line[0] == "attempt").Select(line => AttemptReport.Of(line[1], int.Parse(line[2])))];
        if (lines.All(line => line[0] != "end"))
        {
            var killed = exitCode is KilledForACall or KilledForAFile;
            if (what == Probe.Everything || facts.Count == 0 || !(killed || exitCode == Probe.Escaped))
                throw new ConfinementException($"the probe did not come to its end (exit code {exitCode}): {error.Trim()}");
            attempts.Add(new AttemptReport { Name = what, Refused = killed, Answer = killed ? "killed" : "done" });
        }

        return new SandboxReport { Facts = facts, Attempts = attempts };
    }
}
