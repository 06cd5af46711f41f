using System.Diagnostics;
using Automator.Confinement;
using Automator.Host.Processes;

namespace Automator.Tests.Confinement;

/// <summary>
/// Probes as the user the tests run as, or as an ordinary one: then the host's part too is done by a thread of that user, and what
/// the probe is let loose on is a process of that user.
/// </summary>
internal sealed class ProbeBench : IDisposable
{
    private const int Ordinary = 65_532;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private readonly bool _ordinary;
    private readonly Process? _target;
    private readonly ChildProgram _program;

    internal ProbeBench(bool ordinary, ChildProgram? program = null)
    {
        _program = program ?? ChildProgram.Worker;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has what confines a process.");
        Assert.SkipUnless(ordinary || Environment.IsPrivilegedProcess, "The tests do not run as root.");
        Assert.SkipWhen(Landlock.Version == 0, "This kernel has no Landlock.");
        _ordinary = ordinary && Environment.IsPrivilegedProcess;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_111_111);
        if (_ordinary)
            _target = As(() => Process.Start(new ProcessStartInfo("/bin/sleep", "600"))!);
    }

    internal SandboxReport Probe(Layers layers, string? only = null)
    {
        var probe = new SandboxProbe(_program with { Layers = layers }, _folder.FullName, TimeProvider.System)
        {
            Target = _target?.Id ?? Environment.ProcessId,
        };
        var cancellation = TestContext.Current.CancellationToken;
        return As(() => (only is null ? probe.Quick(cancellation) : probe.Only(only, cancellation)).GetAwaiter().GetResult());
    }

    /// <summary>Every attempt, each of those that end the process in one of its own.</summary>
    internal IReadOnlyList<AttemptReport> Everything(Layers layers) =>
        [.. Probe(layers).Attempts, .. Attempts.All.Where(attempt => attempt.EndsTheProcess).Select(attempt => Probe(layers, attempt.Name).Attempts.Single())];

    internal bool Refuses(Layers layers, string attempt) =>
        Probe(layers, Attempts.Named(attempt).EndsTheProcess ? attempt : null)[attempt].Refused;

    public void Dispose()
    {
        _target?.Kill();
        _target?.Dispose();
        _folder.Delete(recursive: true);
    }

    private T As<T>(Func<T> work)
    {
        if (!_ordinary)
            return work();
        // What a confined thread would have to load first, this one has loaded.
        using (var rehearsal = ConfinedStart.Start(_program with { Layers = Layers.Descriptors }))
            rehearsal.Kill();
        return ConfinedStart.OnAThreadOfItsOwn(() =>
        {
            Privileges.Become(Ordinary);
            return work();
        });
    }
}
