using System.Runtime.InteropServices;

namespace Automator.Confinement;

/// <summary>
/// The filter a child is born with: everything a runtime needs to start goes, what reaches other processes, the network and the
/// kernel's own doors does not.
/// </summary>
internal static class SpawnFilter
{
    /// <summary>Every flag of clone that makes a namespace.</summary>
    private const uint Namespaces = 0x7E02_0000;

    private const uint PushIntoTerminal = 0x5412; // TIOCSTI
    private const uint PasteIntoTerminal = 0x541C; // TIOCLINUX

    internal static Filter For(Architecture architecture) => new Filter(architecture)
        // The C library asks with clone3 first, whose flags no filter can read, and falls back to clone where there is none.
        .Refuse(Errno.NoSuchCall, SystemCall.Clone3)
        .RefuseIfAnyBit(SystemCall.Clone, 0, Namespaces, Errno.NotPermitted)
        .RefuseIfEqual(SystemCall.Ioctl, 1, PushIntoTerminal, Errno.NotPermitted)
        .RefuseIfEqual(SystemCall.Ioctl, 1, PasteIntoTerminal, Errno.NotPermitted)
        .Refuse(Errno.NotPermitted, Network).Refuse(Errno.NotPermitted, OtherProcesses).Refuse(Errno.NotPermitted, Mounts)
        .Refuse(Errno.NotPermitted, Doors).Refuse(Errno.NotPermitted, Machine).Refuse(Errno.NotPermitted, Users)
        .Refuse(Errno.NotPermitted, OldSharing)
        .AllowTheRest();

    private static SystemCall[] Network =>
    [
        SystemCall.Socket, SystemCall.Socketpair, SystemCall.Connect, SystemCall.Bind, SystemCall.Listen, SystemCall.Accept,
        SystemCall.Accept4, SystemCall.Sendto, SystemCall.Sendmsg, SystemCall.Sendmmsg,
    ];

    private static SystemCall[] OtherProcesses =>
    [
        SystemCall.Ptrace, SystemCall.ProcessVmReadv, SystemCall.ProcessVmWritev, SystemCall.ProcessMadvise, SystemCall.ProcessMrelease,
        SystemCall.Kcmp, SystemCall.PidfdGetfd, SystemCall.PidfdSendSignal, SystemCall.MigratePages, SystemCall.MovePages,
        SystemCall.Tkill, SystemCall.RtSigqueueinfo, SystemCall.RtTgsigqueueinfo,
    ];

    private static SystemCall[] Mounts =>
    [
        SystemCall.Mount, SystemCall.Umount2, SystemCall.PivotRoot, SystemCall.Chroot, SystemCall.OpenTree, SystemCall.MoveMount,
        SystemCall.Fsopen, SystemCall.Fsconfig, SystemCall.Fsmount, SystemCall.Fspick, SystemCall.MountSetattr, SystemCall.OpenByHandleAt,
        SystemCall.NameToHandleAt, SystemCall.FanotifyInit, SystemCall.FanotifyMark, SystemCall.Quotactl, SystemCall.QuotactlFd,
        SystemCall.Unshare, SystemCall.Setns,
    ];

    private static SystemCall[] Doors =>
    [
        SystemCall.Bpf, SystemCall.Userfaultfd, SystemCall.PerfEventOpen, SystemCall.IoUringSetup, SystemCall.IoUringEnter,
        SystemCall.IoUringRegister, SystemCall.Keyctl, SystemCall.AddKey, SystemCall.RequestKey, SystemCall.InitModule,
        SystemCall.FinitModule, SystemCall.DeleteModule, SystemCall.KexecLoad, SystemCall.KexecFileLoad, SystemCall.MemfdSecret,
        SystemCall.ModifyLdt, SystemCall.Iopl, SystemCall.Ioperm,
    ];

    private static SystemCall[] Machine =>
    [
        SystemCall.Swapon, SystemCall.Swapoff, SystemCall.Reboot, SystemCall.Sethostname, SystemCall.Setdomainname, SystemCall.Acct,
        SystemCall.Settimeofday, SystemCall.ClockSettime, SystemCall.ClockAdjtime, SystemCall.Adjtimex, SystemCall.Syslog, SystemCall.Vhangup,
    ];

    private static SystemCall[] Users =>
    [
        SystemCall.Setuid, SystemCall.Setgid, SystemCall.Setreuid, SystemCall.Setregid, SystemCall.Setresuid, SystemCall.Setresgid,
        SystemCall.Setfsuid, SystemCall.Setfsgid, SystemCall.Setgroups, SystemCall.Capset,
    ];

    private static SystemCall[] OldSharing =>
    [
        SystemCall.Shmget, SystemCall.Shmat, SystemCall.Shmctl, SystemCall.Msgget, SystemCall.Msgsnd, SystemCall.Msgrcv, SystemCall.Msgctl,
        SystemCall.Semget, SystemCall.Semop, SystemCall.Semctl, SystemCall.MqOpen, SystemCall.MqUnlink,
    ];
}
