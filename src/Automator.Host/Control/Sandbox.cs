using System.ComponentModel;
using Automator.Confinement;
using Automator.Host.Configuration;
using Automator.Host.Processes;

namespace Automator.Host.Control;

/// <summary>What <c>"sandbox"</c> means for the children of this host, and whether it holds.</summary>
internal static class Sandbox
{
    private const string Otherwise =
        "'automator doctor' says more. To go on with processes that are merely apart, set \"sandbox\": \"process\" in automator.json.";

    /// <exception cref="StartupException">It is to be strict, and this system has nothing to confine a process with.</exception>
    internal static ChildProgram Worker(AutomatorOptions options) => As(options, ChildProgram.Worker);

    /// <exception cref="StartupException">It is to be strict, and this system has nothing to confine a process with.</exception>
    internal static ChildProgram Compiler(AutomatorOptions options) => As(options, ChildProgram.Compiler);

    /// <exception cref="StartupException">It is to be strict, and this system has nothing to confine a process with.</exception>
    internal static ChildProgram Completer(AutomatorOptions options) => As(options, ChildProgram.Completer);

    /// <summary>What the file says; where it says nothing, strict on every machine that can confine a process.</summary>
    internal static SandboxMode ModeOf(AutomatorOptions options) =>
        options.SandboxIsWritten || ConfinedStart.CanConfine ? options.Sandbox : SandboxMode.Process;

    /// <summary>Where it is to be strict, a probe finds out what holds before any rule is run.</summary>
    /// <exception cref="StartupException">It does not hold.</exception>
    internal static Task Require(AutomatorOptions options, TimeProvider time, CancellationToken cancellation) =>
        Require(options, Worker(options), time, cancellation);

    /// <exception cref="StartupException">It does not hold.</exception>
    internal static async Task Require(AutomatorOptions options, ChildProgram worker, TimeProvider time, CancellationToken cancellation)
    {
        if (ModeOf(options) != SandboxMode.Strict)
            return;
        var problem = await Probed(new SandboxProbe(worker, options.Data, time).Quick(cancellation)) switch
        {
            (_, { } failure) => failure,
            ({ Holes: { Count: > 0 } holes }, _) => string.Join("; ", holes),
            _ => null,
        };
        if (problem is not null)
            throw Refusal($"a worker is not confined on this machine: {problem}");
    }

    /// <summary>Tries everything, whatever the file demands of it.</summary>
    internal static Task<(SandboxReport? Report, string? Failure)> Examine(AutomatorOptions options, TimeProvider time, CancellationToken cancellation) =>
        OperatingSystem.IsLinux()
            ? Probed(new SandboxProbe(As(options, ChildProgram.Worker), options.Data, time).Whole(cancellation))
            : Task.FromResult<(SandboxReport?, string?)>((null, "rules run in processes of their own, and nothing else confines them but a job object on Windows: this system is not Linux"));

    private static async Task<(SandboxReport? Report, string? Failure)> Probed(Task<SandboxReport> probing)
    {
        try
        {
            return (await probing, null);
        }
        catch (Exception e) when (e is ConfinementException or FileNotFoundException or Win32Exception)
        {
            return (null, e.Message);
        }
    }

    private static ChildProgram As(AutomatorOptions options, ChildProgram program) =>
        ModeOf(options) == SandboxMode.Process ? program with { Layers = ConfinedStart.ProcessOnly }
        : ConfinedStart.CanConfine ? program
        : throw Refusal("this system has nothing to confine a worker with: it takes Linux on x64 or arm64, with Landlock and seccomp");

    private static StartupException Refusal(string why) => new($"No rule is run, since \"sandbox\" is \"strict\" and {why}. {Otherwise}", ExitCode.Refused);
}
