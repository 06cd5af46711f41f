using System.Runtime.InteropServices;

namespace Automator.Confinement;

/// <summary>
/// A seccomp filter as data: a program of the kernel's packet filter that looks at each system call and says what becomes of it.
/// Calls of another architecture kill the process, since their numbers mean something else.
/// </summary>
internal sealed class Filter
{
    private const uint KillProcess = 0x8000_0000;
    private const uint RefuseWith = 0x0005_0000;
    private const uint AllowCall = 0x7fff_0000;

    private const ushort Load = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private const ushort JumpIfEqual = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private const ushort JumpIfAnyBit = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private const ushort Return = 0x06; // BPF_RET | BPF_K

    private const int NumberAt = 0;
    private const int ArchitectureAt = 4;
    private const int ArgumentsAt = 16;

    private const uint X64 = 0xC000_003E;
    private const uint Arm64 = 0xC000_00B7;

    /// <summary>Set in the numbers of the x32 calls, which share the architecture of x86-64 and would pass by every name.</summary>
    private const uint X32 = 0x4000_0000;

    private readonly bool _arm64;
    private readonly List<Instruction> _program = [];

    internal Filter(Architecture architecture)
    {
        _arm64 = architecture switch
        {
            Architecture.X64 => false,
            Architecture.Arm64 => true,
            _ => throw new ConfinementException($"there are no filters of system calls for {architecture}"),
        };
        Add(Load, ArchitectureAt);
        Add(JumpIfEqual, _arm64 ? Arm64 : X64, ifTrue: 1);
        Add(Return, KillProcess);
        Add(Load, NumberAt);
        if (!_arm64)
        {
            Add(JumpIfAnyBit, X32, ifFalse: 1);
            Add(Return, KillProcess);
        }
    }

    internal IReadOnlyList<Instruction> Program => _program;

    internal Filter Allow(params ReadOnlySpan<SystemCall> calls) => Each(calls, AllowCall);

    internal Filter Kill(params ReadOnlySpan<SystemCall> calls) => Each(calls, KillProcess);

    internal Filter Refuse(int errno, params ReadOnlySpan<SystemCall> calls) => Each(calls, RefuseWith | (uint)errno);

    internal Filter AllowIfAnyBit(SystemCall call, int argument, uint bits) => OnArgument(call, argument, JumpIfAnyBit, bits, AllowCall);

    internal Filter AllowIfEqual(SystemCall call, int argument, uint value) => OnArgument(call, argument, JumpIfEqual, value, AllowCall);

    internal Filter RefuseIfAnyBit(SystemCall call, int argument, uint bits, int errno) =>
        OnArgument(call, argument, JumpIfAnyBit, bits, RefuseWith | (uint)errno);

    internal Filter RefuseIfEqual(SystemCall call, int argument, uint value, int errno) =>
        OnArgument(call, argument, JumpIfEqual, value, RefuseWith | (uint)errno);

    internal Filter AllowTheRest() => Add(Return, AllowCall);

    internal Filter RefuseTheRest(int errno) => Add(Return, RefuseWith | (uint)errno);

    /// <summary>For this thread and what it starts, or for every thread of the process. Nothing takes it off again.</summary>
    /// <exception cref="ConfinementException">The kernel refused.</exception>
    internal unsafe void Install(bool allThreads)
    {
        const int setModeFilter = 1;
        const int synchronize = 1;
        var program = _program.ToArray();
        fixed (Instruction* first = program)
        {
            var header = new Header { Length = (ushort)program.Length, First = first };
            var result = Kernel.Call(SystemCall.Seccomp, setModeFilter, allThreads ? synchronize : 0, (nint)(&header));
            if (result != 0)
                throw new ConfinementException($"the kernel took no filter of system calls: {(result < 0 ? Errno.Name((int)-result) : $"thread {result} has another")}");
        }
    }

    private Filter Each(ReadOnlySpan<SystemCall> calls, uint action)
    {
        foreach (var call in calls)
        {
            if (Number(call) is not { } number)
                continue;
            Add(JumpIfEqual, number, ifFalse: 1);
            Add(Return, action);
        }

        return this;
    }

    /// <summary>Looks at the lower half of an argument. A call that does not fit goes on to the next lines.</summary>
    private Filter OnArgument(SystemCall call, int argument, ushort test, uint value, uint action)
    {
        if (Number(call) is not { } number)
            return this;
        Add(JumpIfEqual, number, ifFalse: 4);
        Add(Load, (uint)(ArgumentsAt + (8 * argument)));
        Add(test, value, ifFalse: 1);
        Add(Return, action);
        return Add(Load, NumberAt);
    }

    private uint? Number(SystemCall call) => (_arm64 ? call.Arm64 : call.X64) is var number and not SystemCall.None ? (uint)number : null;

    private Filter Add(ushort code, uint value, byte ifTrue = 0, byte ifFalse = 0)
    {
        _program.Add(new Instruction(code, ifTrue, ifFalse, value));
        return this;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Header
    {
        public ushort Length;
        public Instruction* First;
    }
}
