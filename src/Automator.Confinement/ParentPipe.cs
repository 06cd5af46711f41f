using System.Runtime.InteropServices;

namespace Automator.Confinement;

/// <summary>Standard input, as a pipe of which the process that started this one holds the other end.</summary>
internal static partial class ParentPipe
{
    private const short Readable = 1;
    private const short Closed = 0x8 | 0x10; // Error, or hung up.

    /// <summary>Whether <see cref="WaitForEnd"/> can tell: elsewhere, a job ends this process with its parent.</summary>
    internal static bool CanTellEnd => !OperatingSystem.IsWindows();

    /// <summary>Whether something waits to be read; false where nobody can tell.</summary>
    internal static bool HasArrived() => CanTellEnd && (Poll(Readable, wait: false) & Readable) != 0;

    /// <summary>Blocks until the other end is closed, whatever waits to be read.</summary>
    internal static void WaitForEnd()
    {
        while ((Poll(0, wait: true) & Closed) == 0)
        {
        }
    }

    private static unsafe short Poll(short events, bool wait)
    {
        var asked = new Asked { Events = events };
        nint result;
        do
        {
            var now = default(Timespan);
            result = OperatingSystem.IsLinux()
                ? Kernel.Call(SystemCall.Ppoll, (nint)(&asked), 1, wait ? 0 : (nint)(&now))
                : Poll(&asked, 1, wait ? -1 : 0) is >= 0 and var count ? count : -Marshal.GetLastPInvokeError();
        }
        while (result == -Errno.Interrupted);
        return result >= 0 ? asked.Found : throw new ConfinementException($"asking after standard input: {Errno.Name((int)-result)}");
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
