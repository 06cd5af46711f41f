using System.Runtime.InteropServices;

namespace Automator.Confinement;

/// <summary>What a thread, and so what it starts, is allowed by who it is.</summary>
internal static class Privileges
{
    /// <summary>
    /// In the range that Debian and systemd leave unused: no account, no service and no other program is this user, and it need not
    /// be known by a name.
    /// </summary>
    internal const int OwnUser = 65_533;

    private const int LastCapability = 63;

    /// <summary>From here on no program that is started gains anything, whatever its file says.</summary>
    /// <exception cref="ConfinementException">The kernel refused.</exception>
    internal static void RefuseNew() => Kernel.Demand("new privileges could not be given up", SystemCall.Prctl, 38, 1);

    internal static bool AreNewRefused => Kernel.Call(SystemCall.Prctl, 39) == 1;

    /// <summary>Whether a filter of system calls holds for this thread.</summary>
    internal static bool IsFiltered => Kernel.Call(SystemCall.Prctl, 21) == 2;

    /// <summary>Whether this kernel takes filters of system calls at all.</summary>
    internal static bool CanBeFiltered => Kernel.Call(SystemCall.Prctl, 21) >= 0;

    internal static int User => (int)Kernel.Call(SystemCall.Getuid);

    /// <summary>Whether this thread could become another user and still end what it started.</summary>
    internal static bool MayChangeUser
    {
        get
        {
            const ulong needed = (1 << 5) | (1 << 6) | (1 << 7); // CAP_KILL, CAP_SETGID, CAP_SETUID
            return (Capabilities & needed) == needed;
        }
    }

    /// <summary>This thread alone, as its kernel sees it; the process's other threads stay who they are.</summary>
    /// <exception cref="ConfinementException">The kernel refused, as it does where the user is not mapped into this container.</exception>
    internal static void Become(int user)
    {
        DropBounds();
        Kernel.Demand("the groups could not be left", SystemCall.Setgroups);
        Kernel.Demand("the group could not be changed", SystemCall.Setresgid, user, user, user);
        Kernel.Demand("the user could not be changed", SystemCall.Setresuid, user, user, user);
    }

    /// <summary>None are left to this thread, nor to what it starts, root or not.</summary>
    /// <exception cref="ConfinementException">The kernel refused.</exception>
    internal static unsafe void DropCapabilities()
    {
        DropBounds();
        var header = new CapabilityHeader { Version = CapabilityHeader.Third };
        var none = stackalloc uint[6];
        new Span<uint>(none, 6).Clear();
        Kernel.Demand("capabilities could not be given up", SystemCall.Capset, (nint)(&header), (nint)none);
    }

    /// <summary>The effective ones, as bits.</summary>
    internal static unsafe ulong Capabilities
    {
        get
        {
            var header = new CapabilityHeader { Version = CapabilityHeader.Third };
            var sets = stackalloc uint[6];
            return Kernel.Call(SystemCall.Capget, (nint)(&header), (nint)sets) < 0 ? ulong.MaxValue : sets[0] | ((ulong)sets[3] << 32);
        }
    }

    /// <summary>Who has none cannot drop its bounds either, and need not: nothing it starts gains any.</summary>
    private static void DropBounds()
    {
        const int clearAmbient = 4;
        Kernel.Call(SystemCall.Prctl, 47, clearAmbient);
        for (var capability = 0; capability <= LastCapability; capability++)
            Kernel.Call(SystemCall.Prctl, 24, capability);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct CapabilityHeader
    {
        internal const uint Third = 0x2008_0522;

        public uint Version;
        public int Process;
    }
}
