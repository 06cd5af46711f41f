using System.Runtime.InteropServices;

namespace Automator.Confinement;

/// <summary>
/// What the kernel lets a child have at most. There is none on processes: it would count all of a user's on the machine, and the
/// warm filter refuses them anyway.
/// </summary>
internal sealed record Limits
{
    private const int FileSize = 1, Data = 2, Core = 4, OpenFiles = 7;

    /// <summary>Bytes of memory of its own, heap and stacks and generated code; what is shared with others is not counted.</summary>
    public required long Memory { get; init; }

    public int Files { get; init; } = 128;

    /// <summary>No file grows by its hand, and its memory is written to none when it dies.</summary>
    /// <exception cref="ConfinementException">The kernel refused.</exception>
    internal void Impose(int process)
    {
        Set(process, FileSize, 0);
        Set(process, Core, 0);
        Set(process, Data, Memory);
        Set(process, OpenFiles, Files);
    }

    /// <summary>Of this process: file size, core, memory, open files.</summary>
    internal static IReadOnlyList<ulong> Own() => [Get(FileSize), Get(Core), Get(Data), Get(OpenFiles)];

    private static unsafe void Set(int process, int resource, long value)
    {
        var pair = new Pair { Now = (ulong)value, AtMost = (ulong)value };
        var result = Kernel.Call(SystemCall.Prlimit64, process, resource, (nint)(&pair));
        const int noSuchProcess = 3; // It has ended by itself, which is for whoever listens to it to tell.
        if (result is < 0 and not -noSuchProcess)
            throw new ConfinementException($"the limits of the process could not be set: {Errno.Name((int)-result)}");
    }

    private static unsafe ulong Get(int resource)
    {
        Pair pair;
        return Kernel.Call(SystemCall.Prlimit64, 0, resource, 0, (nint)(&pair)) < 0 ? ulong.MaxValue : pair.Now;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Pair
    {
        public ulong Now;
        public ulong AtMost;
    }
}
