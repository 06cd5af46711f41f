using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Automator.Confinement;

/// <summary>
/// What Windows has to hold a child: a job object of its own. The child ends with the host, whatever becomes of that, starts no other
/// program, and has no more than its memory. It is no sandbox: files and the network stay open to it.
/// </summary>
internal static partial class WindowsJob
{
    private const int ExtendedLimitInformation = 9;
    private const uint ActiveProcess = 0x8, ProcessMemory = 0x100, DieOnUnhandledException = 0x400, KillOnClose = 0x2000;

    /// <summary>A job ends its process when its last handle is closed, so each is kept as long as its process is known of.</summary>
    private static readonly ConditionalWeakTable<object, SafeHandle> Jobs = [];

    /// <param name="owner">As long as it lives, the job does.</param>
    /// <param name="process">The process's handle.</param>
    /// <param name="limits">Of which Windows knows the memory.</param>
    /// <exception cref="ConfinementException">The system refused.</exception>
    [SupportedOSPlatform("windows")]
    internal static unsafe void Hold(object owner, SafeHandle process, Limits limits)
    {
        var job = new SafeJobHandle(CreateJobObject(0, 0));
        Jobs.Add(owner, job);
        var extended = new ExtendedLimits
        {
            Basic = new() { LimitFlags = ActiveProcess | ProcessMemory | DieOnUnhandledException | KillOnClose, ActiveProcessLimit = 1 },
            ProcessMemoryLimit = (nuint)limits.Memory,
        };
        if (job.IsInvalid || SetInformationJobObject(job, ExtendedLimitInformation, (nint)(&extended), (uint)sizeof(ExtendedLimits)) == 0
            || AssignProcessToJobObject(job, process) == 0)
            throw new ConfinementException($"the process could not be held by a job object: Windows error {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint CreateJobObject(nint security, nint name);

    [LibraryImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetInformationJobObject(SafeHandle job, int kind, nint information, uint length);

    [LibraryImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int AssignProcessToJobObject(SafeHandle job, SafeHandle process);

    [LibraryImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CloseHandle(nint handle);

    private sealed class SafeJobHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        internal SafeJobHandle(nint job) : base(ownsHandle: true) => SetHandle(job);

        protected override bool ReleaseHandle() => CloseHandle(handle) != 0;
    }

    /// <summary>JOBOBJECT_BASIC_LIMIT_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct BasicLimits
    {
        public long ProcessTime, JobTime;
        public uint LimitFlags;
        public nuint MinimumWorkingSet, MaximumWorkingSet;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass, SchedulingClass;
    }

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ExtendedLimits
    {
        public BasicLimits Basic;
        public ulong Reads, Writes, Others, BytesRead, BytesWritten, BytesOtherwise;
        public nuint ProcessMemoryLimit, JobMemoryLimit, PeakProcessMemory, PeakJobMemory;
    }
}
