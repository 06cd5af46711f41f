using System.Buffers.Binary;
using System.Text;

namespace Automator.Confinement;

/// <summary>What the probe tries. Nothing in it does harm where it succeeds.</summary>
internal static class Attempts
{
    private const int Here = -100; // AT_FDCWD
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int ChildEnds = 17; // SIGCHLD, in the flags of clone
    private const int NewUserNamespace = 0x1000_0000;
    private const int NewNameNamespace = 0x0400_0000; // CLONE_NEWUTS

    internal static IReadOnlyList<Attempt> All { get; } =
    [
        new("read-passwd", "read /etc/passwd", _ => Open("/etc/passwd", 0)),
        new("stat", "see whether files exist", _ => Stat("/etc/passwd")),
        new("host-environ", "read the host's environment", target => Open($"/proc/{target.Process}/environ", 0)),
        new("host-memory", "read the host's memory", target => Open($"/proc/{target.Process}/mem", 0)),
        new("host-cmdline", "read the host's command line", target => Open($"/proc/{target.Process}/cmdline", 0)),
        new("host-memory-copy", "copy from the host's memory", target => CopyMemory(target.Process)),
        new("write-data", "write into the data folder", target => Write(target.Folder)),
        new("write-tmp", "write into /tmp", _ => Write("/tmp")),
        new("write-here", "write into its own folder", _ => Write(AppContext.BaseDirectory)),
        new("write-kernel", "change the kernel's settings", _ => Open("/proc/sys/kernel/core_pattern", WriteOnly)),
        new("signal", "send signals to the host", target => Kernel.Call(SystemCall.Kill, target.Process)),
        new("namespace", "make a namespace", _ => Kernel.Call(SystemCall.Unshare, NewNameNamespace)),
        new("user-namespace", "make a user namespace", _ => Process(NewUserNamespace)),
        new("clone3", "call clone3", _ => Kernel.Call(SystemCall.Clone3)),
        new("process", "make a process", _ => Process(0)),
        new("io-uring", "use io_uring", _ => Kernel.Call(SystemCall.IoUringSetup, 1)),
        new("bpf", "use bpf", _ => Kernel.Call(SystemCall.Bpf)),
        new("userfaultfd", "use userfaultfd", _ => Closed(Kernel.Call(SystemCall.Userfaultfd, 1))),
        new("keyring", "use the kernel's keyrings", _ => Kernel.Call(SystemCall.Keyctl, 0, -3)),
        new("mount", "mount", _ => Mount()),
        new("become-root", "become root", _ => Kernel.Call(SystemCall.Setuid)),
        new("raise-limits", "raise its limits", _ => RaiseLimits()),
        new("memory-file", "make a file in memory", _ => Closed(MemoryFile())),
        new("grow-file", "write into a file in memory", _ => GrowFile(), EndsTheProcess: true),
        new("exec", "start a program", _ => Execute("/bin/sh"), EndsTheProcess: true),
        new("ptrace", "trace the host", target => Kernel.Call(SystemCall.Ptrace, 0x4206, target.Process), EndsTheProcess: true),
        new("tcp", "connect over TCP", target => Connect(2, 1, Loopback(target.Port)), EndsTheProcess: true),
        new("udp", "send over UDP", target => Connect(2, 2, Loopback(target.Port)), EndsTheProcess: true),
        new("unix-socket", "connect to a socket in a folder", _ => Connect(1, 1, Named("/run/automator-probe"u8)), EndsTheProcess: true),
        new("abstract-socket", "connect to an abstract socket", target => Connect(1, 1, Named(Encoding.UTF8.GetBytes('\0' + target.Socket))), EndsTheProcess: true),
    ];

    internal static Attempt Named(string name) => All.First(attempt => attempt.Name == name);

    private static unsafe nint Open(string path, int flags)
    {
        fixed (byte* name = Text(path))
            return Closed(Kernel.Call(SystemCall.Openat, Here, (nint)name, flags));
    }

    private static unsafe nint Stat(string path)
    {
        var answer = stackalloc byte[256];
        fixed (byte* name = Text(path))
            return Kernel.Call(SystemCall.Newfstatat, Here, (nint)name, (nint)answer);
    }

    private static unsafe nint Write(string folder)
    {
        fixed (byte* name = Text($"{folder}/automator-probe-{Environment.ProcessId}"))
        {
            var file = Kernel.Call(SystemCall.Openat, Here, (nint)name, WriteOnly | Create | Exclusive, 0x180);
            if (file >= 0)
                Kernel.Call(SystemCall.Unlinkat, Here, (nint)name);
            return Closed(file);
        }
    }

    private static unsafe nint CopyMemory(int process)
    {
        var here = stackalloc byte[8];
        var local = stackalloc nint[2] { (nint)here, 8 };
        var remote = stackalloc nint[2] { 0, 8 };
        return Kernel.Call(SystemCall.ProcessVmReadv, process, (nint)local, 1, (nint)remote, 1);
    }

    /// <summary>A copy of this process that ends at once.</summary>
    private static nint Process(int flags)
    {
        var result = Kernel.Call(SystemCall.Clone, flags | ChildEnds);
        if (result == 0)
            Kernel.Call(SystemCall.ExitGroup);
        return result;
    }

    /// <summary>Onto a folder that is not there.</summary>
    private static unsafe nint Mount()
    {
        fixed (byte* none = Text("none"), folder = Text("/automator-probe/none"), type = Text("tmpfs"))
            return Kernel.Call(SystemCall.Mount, (nint)none, (nint)folder, (nint)type);
    }

    private static unsafe nint RaiseLimits()
    {
        var unlimited = stackalloc ulong[2] { ulong.MaxValue, ulong.MaxValue };
        return Kernel.Call(SystemCall.Prlimit64, 0, 1, (nint)unlimited);
    }

    private static unsafe nint MemoryFile()
    {
        fixed (byte* name = Text("probe"))
            return Kernel.Call(SystemCall.MemfdCreate, (nint)name);
    }

    private static unsafe nint GrowFile()
    {
        var file = MemoryFile();
        var one = stackalloc byte[1];
        return file < 0 ? file : Kernel.Call(SystemCall.Write, file, (nint)one, 1);
    }

    /// <summary>Ends with an exit code that nothing else has.</summary>
    private static unsafe nint Execute(string shell)
    {
        fixed (byte* path = Text(shell), option = Text("-c"), command = Text($"exit {Probe.Escaped}"))
        {
            var arguments = stackalloc byte*[4] { path, option, command, null };
            var environment = stackalloc byte*[1] { null };
            return Kernel.Call(SystemCall.Execve, (nint)path, (nint)arguments, (nint)environment);
        }
    }

    private static unsafe nint Connect(int family, int kind, byte[] address)
    {
        var socket = Kernel.Call(SystemCall.Socket, family, kind);
        if (socket < 0)
            return socket;
        fixed (byte* name = address)
        {
            var result = Kernel.Call(SystemCall.Connect, socket, (nint)name, address.Length);
            Kernel.Call(SystemCall.Close, socket);
            return result;
        }
    }

    private static byte[] Loopback(int port)
    {
        byte[] address = [2, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)port);
        return address;
    }

    private static byte[] Named(ReadOnlySpan<byte> name) => [1, 0, .. name];

    private static nint Closed(nint file)
    {
        if (file >= 0)
            Kernel.Call(SystemCall.Close, file);
        return file;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
