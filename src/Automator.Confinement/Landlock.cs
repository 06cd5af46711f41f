using System.Runtime.InteropServices;
using System.Text;

namespace Automator.Confinement;

/// <summary>
/// What a child may reach by name, as a rule set of the kernel's Landlock: files to read, programs to start, nothing else; no
/// connection over TCP, no abstract socket and no signal beyond itself, as far as the kernel knows of these.
/// </summary>
internal sealed class Landlock : IDisposable
{
    private const ulong Execute = 1 << 0;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const int PathBeneath = 1;

    private readonly int _ruleSet;

    private Landlock(int ruleSet) => _ruleSet = ruleSet;

    /// <summary>The kernel's version of Landlock; 0 where it has none, or keeps it switched off.</summary>
    internal static int Version => (int)Math.Max(0, Kernel.Call(SystemCall.LandlockCreateRuleset, 0, 0, 1));

    /// <param name="version">How much of it to use: the kernel's own <see cref="Version"/>, or less.</param>
    /// <param name="readable">Files, and folders with all that is in them. What does not exist is left out.</param>
    /// <param name="programs">Files that may be started.</param>
    /// <exception cref="ConfinementException">The kernel has no Landlock, or refused.</exception>
    internal static unsafe Landlock Of(int version, IEnumerable<string> readable, IEnumerable<string> programs)
    {
        if (version < 1)
            throw new ConfinementException("the kernel has no Landlock");
        var attributes = new Attributes { Files = FileRights(version), Network = version >= 4 ? 3u : 0, Scope = version >= 6 ? 3u : 0 };
        var size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
        var landlock = new Landlock((int)Kernel.Demand("the kernel took no rules of Landlock", SystemCall.LandlockCreateRuleset, (nint)(&attributes), size));
        try
        {
            foreach (var path in readable)
                landlock.Add(path, Directory.Exists(path) ? ReadFile | ReadFolder : ReadFile);
            foreach (var path in programs)
                landlock.Add(path, Execute | ReadFile);
            return landlock;
        }
        catch
        {
            landlock.Dispose();
            throw;
        }
    }

    /// <summary>Holds from here on for this thread and for what it starts. It must have given up new privileges before.</summary>
    /// <exception cref="ConfinementException">The kernel refused.</exception>
    internal void RestrictThread() => Kernel.Demand("Landlock did not take hold", SystemCall.LandlockRestrictSelf, _ruleSet);

    public void Dispose() => Kernel.Call(SystemCall.Close, _ruleSet);

    /// <summary>All that is known to this version is refused unless a path allows it.</summary>
    private static ulong FileRights(int version) => version switch
    {
        1 => 0x1fff,
        2 => 0x3fff,
        3 or 4 => 0x7fff,
        _ => 0xffff,
    };

    private unsafe void Add(string path, ulong rights)
    {
        const int openPath = 0x20_0000; // O_PATH
        const int closeOnExec = 0x8_0000; // O_CLOEXEC
        const int here = -100; // AT_FDCWD
        nint file;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            file = Kernel.Call(SystemCall.Openat, here, (nint)name, openPath | closeOnExec);
        if (file < 0)
            return;
        try
        {
            var rule = new Beneath { Rights = rights, Parent = (int)file };
            Kernel.Demand($"Landlock took no rule for {path}", SystemCall.LandlockAddRule, _ruleSet, PathBeneath, (nint)(&rule));
        }
        finally
        {
            Kernel.Call(SystemCall.Close, file);
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public ulong Files;
        public ulong Network;
        public ulong Scope;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Beneath
    {
        public ulong Rights;
        public int Parent;
    }
}
