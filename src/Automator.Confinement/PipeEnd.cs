using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Automator.Confinement;

/// <summary>The end of a pipe that this process reads.</summary>
internal readonly partial struct PipeEnd(int descriptor)
{
    private const short Readable = 1;
    private const short HungUp = 0x10;
    private const short Closed = 0x8 | HungUp; // An error is one too.

    /// <summary>For less than it takes to wake a thread on a processor that sleeps, twice.</summary>
    private static readonly long Lingering = Stopwatch.Frequency / 20_000;

    /// <summary>What the process that started this one writes.</summary>
    internal static PipeEnd StandardInput => default;

    /// <summary>Whether anything can be told of it without reading. Elsewhere a job ends this process with its parent.</summary>
    internal static bool CanTell => !OperatingSystem.IsWindows();

    /// <summary>Whether there is something to read, be it the end; false where nobody can tell.</summary>
    internal bool HasArrived() => CanTell && Poll(Readable, wait: false) != 0;

    /// <summary>
    /// Returns as soon as there is something to read, and after 50 microseconds at the latest: before a thread goes to sleep over what is most
    /// often there sooner than it could be woken. Whoever else wants the processor gets it.
    /// </summary>
    internal void Linger()
    {
        if (!CanTell)
            return;
        var until = Stopwatch.GetTimestamp() + Lingering;
        while (!HasArrived() && Stopwatch.GetTimestamp() < until)
            Thread.Yield();
    }

    /// <summary>Blocks until the other end is closed, whatever waits to be read.</summary>
    internal void WaitForEnd()
    {
        // Linux always tells of it. macOS tells who asks, once, and not where something waits to be read: it is asked every second.
        while ((Poll(OperatingSystem.IsLinux() ? (short)0 : HungUp, wait: true) & Closed) == 0)
        {
        }
    }

    private unsafe short Poll(short events, bool wait)
    {
        var asked = new Asked { Descriptor = descriptor, Events = events };
        nint result;
        do
        {
            var now = default(Timespan);
            result = OperatingSystem.IsLinux()
                ? Kernel.Call(SystemCall.Ppoll, (nint)(&asked), 1, wait ? 0 : (nint)(&now))
                : Poll(&asked, 1, wait ? 1_000 : 0) is >= 0 and var count ? count : -Marshal.GetLastPInvokeError();
        }
        while (result == -Errno.Interrupted);
        return result >= 0 ? asked.Found : throw new ConfinementException($"asking after a pipe: {Errno.Name((int)-result)}");
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Poll(Asked* asked, uint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Asked
    {
        public int Descriptor;
        public short Events;
        public short Found;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespan
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
