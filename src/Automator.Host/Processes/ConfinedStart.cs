using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Automator.Confinement;

namespace Automator.Host.Processes;

/// <summary>
/// Starts a child confined. What confines a thread is handed down to what it starts, and never taken off again: so a thread of its
/// own confines itself, starts the child, and ends, and the host's other threads stay as they are.
/// </summary>
internal static class ConfinedStart
{
    /// <summary>A first start loads what later ones need, and a confined thread could not.</summary>
    private static readonly Lazy<bool> Rehearsed = new(Rehearse);

    /// <summary>All layers where this system has them. Elsewhere processes are apart, and that is all.</summary>
    internal static Layers Strongest => CanConfine ? Layers.All : ProcessOnly;

    /// <summary>Whether this kernel has what confines a process; whether it holds is for a probe to find out.</summary>
    internal static bool CanConfine { get; } = OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
        && Landlock.Version > 0 && Privileges.CanBeFiltered;

    /// <summary>What a process has that is apart and no more, by what the file calls <c>"sandbox": "process"</c>.</summary>
    internal static Layers ProcessOnly { get; } =
        OperatingSystem.IsLinux() ? Layers.Descriptors | Layers.Limits : OperatingSystem.IsWindows() ? Layers.Limits : Layers.None;

    /// <exception cref="ConfinementException">A layer cannot be put up here.</exception>
    /// <exception cref="FileNotFoundException">The program is missing.</exception>
    /// <exception cref="Win32Exception">It could not be started.</exception>
    internal static Process Start(ChildProgram program)
    {
        var start = program.StartInfo();
        if (program.Layers == Layers.None)
            return Started(start);
        if (OperatingSystem.IsWindows())
            return InAJob(start, program.Limits);

        _ = Rehearsed.Value;
        var filter = program.Layers.HasFlag(Layers.SpawnFilter) ? SpawnFilter.For(RuntimeInformation.ProcessArchitecture) : null;
        using var landlock = program.Layers.HasFlag(Layers.Landlock) ? Landlock.Of(Landlock.Version, program.Readable, program.Programs) : null;
        var user = program.Layers.HasFlag(Layers.Privileges) && OwnUser.IsPossibleFor(program) ? OwnUser.Id : (int?)null;
        if (program.Layers.HasFlag(Layers.Descriptors))
            Descriptors.KeepFromChildren();

        return OnAThreadOfItsOwn(() =>
        {
            if (program.Layers != (program.Layers & (Layers.Descriptors | Layers.Limits)))
                Privileges.RefuseNew();
            if (user is { } own)
                Privileges.Become(own);
            if (program.Layers.HasFlag(Layers.Privileges))
                Privileges.DropCapabilities();
            landlock?.RestrictThread();
            filter?.Install(allThreads: false);
            var process = Started(start);
            // As the user that the child is: who is another one wants a capability for it that containers seldom have.
            if (program.Layers.HasFlag(Layers.Limits))
                Impose(() => program.Limits?.Impose(process.Id), process);
            return process;
        });
    }

    /// <summary>Whatever it throws is thrown here.</summary>
    internal static T OnAThreadOfItsOwn<T>(Func<T> work)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception e) when (e is ConfinementException or Win32Exception or InvalidOperationException or IOException)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true, Name = "start" };
        thread.UnsafeStart();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    private static Process Started(ProcessStartInfo start) =>
        Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");

    [SupportedOSPlatform("windows")]
    private static Process InAJob(ProcessStartInfo start, Limits? limits)
    {
        var process = Started(start);
        Impose(() => WindowsJob.Hold(process, process.SafeHandle, limits ?? throw new ConfinementException("it is given no limits")), process);
        return process;
    }

    /// <summary>What cannot be held is not let run.</summary>
    private static void Impose(Action limits, Process process)
    {
        try
        {
            limits();
        }
        catch (Exception e) when (e is ConfinementException or InvalidOperationException)
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>A program that does nothing, where there is one, with everything redirected as for a child.</summary>
    private static bool Rehearse()
    {
        try
        {
            _ = Privileges.User;
            using var nothing = Process.Start(new ProcessStartInfo("/bin/true")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            nothing?.WaitForExit();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
