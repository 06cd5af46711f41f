using System.Text;

namespace Automator.Confinement;

/// <summary>What this thread's user is let do by the modes of files.</summary>
internal static class Access
{
    internal static bool ToRead(string path) => May(path, 4);

    internal static bool ToRun(string path) => May(path, 5);

    private static unsafe bool May(string path, int mode)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            return Kernel.Call(SystemCall.Faccessat, -100, (nint)name, mode) == 0;
    }
}
