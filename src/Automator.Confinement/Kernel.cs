using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Automator.Confinement;

/// <summary>
/// The one way into the kernel: raw system calls. The C library's own wrappers would change the user of every thread, where a
/// single thread is meant, and looking one up opens files, which a confined process cannot.
/// </summary>
internal static partial class Kernel
{
    /// <summary>The result, or the error number made negative, as the kernel itself answers.</summary>
    internal static nint Call(SystemCall call, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        if (call.Number == SystemCall.None)
            return -Errno.NoSuchCall;
        var result = Call(call.Number, a, b, c, d, e, f);
        return result == -1 ? -Marshal.GetLastPInvokeError() : result;
    }

    /// <exception cref="ConfinementException">The kernel refused.</exception>
    internal static nint Demand(string what, SystemCall call, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0)
    {
        var result = Call(call, a, b, c, d, e);
        return result >= 0 ? result : throw new ConfinementException($"{what}: {Errno.Name((int)-result)}");
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Call(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
}

/// <summary>A layer of the confinement cannot be put up; the message says which and why.</summary>
internal sealed class ConfinementException(string message) : Exception(message);
