using System.Runtime.InteropServices;
using Automator.Confinement;
using Automator.Host.Configuration;
using Automator.Host.Processes;

namespace Automator.Host.Control;

/// <summary>Looks at what the host stands on. It asks no account, and no host that runs: it tries for itself.</summary>
internal static class Doctor
{
    /// <summary>A journal that cannot be written stops every rule.</summary>
    private const long LeastFree = 256L * 1024 * 1024;

    /// <summary>When this was written: a clock before it is not set.</summary>
    private static readonly DateTimeOffset LongAgo = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static async Task<DoctorReport> Examine(AutomatorOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var (report, failure) = await Sandbox.Examine(options, time, cancellation);
        var (clock, free) = (time.GetUtcNow(), FreeAt(options.Data));
        List<string> problems =
        [
            .. failure is null ? [] : new[] { $"No worker comes up as \"{Named(Sandbox.ModeOf(options))}\" wants it: {failure}." },
            .. report?.Holes.Select(hole => $"A worker is not confined: {hole}.") ?? [],
            .. free < LeastFree ? [$"The disk of {options.Data} has {free / (1024 * 1024)} MB left. Make room: the journal needs it."] : Array.Empty<string>(),
            .. clock < LongAgo ? [$"The clock says {clock:yyyy-MM-dd}. Set it: schedules go by it."] : Array.Empty<string>(),
        ];
        return new DoctorReport
        {
            Fit = problems.Count == 0,
            Sandbox = Finding(options, report),
            System = $"{RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}",
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Runtime = RuntimeInformation.FrameworkDescription,
            Clock = clock,
            DataFolder = options.Data,
            FreeBytes = free,
            Problems = problems,
        };
    }

    private static SandboxFinding Finding(AutomatorOptions options, SandboxReport? report) => new()
    {
        Mode = Named(Sandbox.ModeOf(options)),
        Holds = report is { Holes.Count: 0 },
        Landlock = OperatingSystem.IsLinux() ? Landlock.Version : 0,
        User = report?.User,
        OwnUser = report is null ? null : report.User == OwnUser.Id,
        Attempts = [.. report?.Attempts.Select(one => new AttemptFinding { Attempt = one.Words, Refused = one.Refused, Answer = one.Answer }) ?? []],
    };

    private static string Named(SandboxMode mode) => mode == SandboxMode.Strict ? "strict" : "process";

    /// <summary>The folder need not be there yet.</summary>
    private static long FreeAt(string folder)
    {
        var there = folder;
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { Length: > 0 } parent)
            there = parent;
        return new DriveInfo(there).AvailableFreeSpace;
    }
}
