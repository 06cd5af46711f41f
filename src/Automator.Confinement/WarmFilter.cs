using System.Runtime.InteropServices;

namespace Automator.Confinement;

/// <summary>
/// The filter a child puts on itself, on all its threads, once everything it will ever need is loaded: memory, waiting, clocks,
/// and the pipes it has. No file is opened any more, not even by a name that Landlock lets through.
/// </summary>
internal static class WarmFilter
{
    private const uint Thread = 0x0001_0000; // CLONE_THREAD

    /// <param name="architecture">Whose numbers.</param>
    /// <param name="process">The only process whose threads may be signalled: the runtime does it to stop them for its collector.</param>
    /// <remarks>
    /// Threads may be made, processes may not: the runtime ends where it cannot have the thread it compiles on. The limit on memory is
    /// one on threads too, whose stacks it counts.
    /// </remarks>
    internal static Filter For(Architecture architecture, int process) => new Filter(architecture)
        .Kill(SystemCall.Execve, SystemCall.Execveat, SystemCall.Ptrace, SystemCall.Socket, SystemCall.Socketpair)
        .Allow(Often).Allow(Seldom)
        .AllowIfEqual(SystemCall.Tgkill, 0, (uint)process)
        // A runtime that is about to die of a fault of its own says so to itself.
        .AllowIfEqual(SystemCall.Kill, 0, (uint)process)
        .AllowIfEqual(SystemCall.SchedSetaffinity, 0, 0)
        .AllowIfAnyBit(SystemCall.Clone, 0, Thread)
        .Refuse(Errno.NoSuchCall, SystemCall.Clone3)
        .RefuseTheRest(Errno.NotPermitted);

    /// <summary>First, since a filter is read from its top at each call.</summary>
    private static SystemCall[] Often =>
    [
        SystemCall.Futex, SystemCall.Read, SystemCall.Write, SystemCall.Madvise, SystemCall.Mprotect, SystemCall.Mmap, SystemCall.Munmap,
        SystemCall.RtSigprocmask, SystemCall.RtSigreturn, SystemCall.SchedYield, SystemCall.ClockGettime, SystemCall.Membarrier,
    ];

    private static SystemCall[] Seldom =>
    [
        SystemCall.Readv, SystemCall.Writev, SystemCall.Close, SystemCall.Mremap, SystemCall.Brk, SystemCall.RtSigaction,
        SystemCall.Sigaltstack, SystemCall.ClockGetres, SystemCall.ClockNanosleep, SystemCall.Nanosleep, SystemCall.Gettimeofday,
        SystemCall.Getrandom, SystemCall.Exit, SystemCall.ExitGroup, SystemCall.SchedGetaffinity, SystemCall.Getcpu, SystemCall.Gettid,
        SystemCall.Getpid, SystemCall.Pipe2, SystemCall.Poll, SystemCall.Ppoll, SystemCall.RestartSyscall, SystemCall.SetRobustList, SystemCall.Rseq,
        SystemCall.Lseek, SystemCall.Fstat, SystemCall.Mincore, SystemCall.Getrusage, SystemCall.Sysinfo,
    ];
}
