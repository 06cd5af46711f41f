using System.Runtime.InteropServices;
using Automator.Confinement;

namespace Automator.Tests.Confinement;

/// <summary>A file that this process holds open in a way that programs it starts get it too.</summary>
internal sealed class Inherited : IDisposable
{
    private readonly List<nint> _descriptors = [];

    internal Inherited()
    {
        Name = Path.GetTempFileName();
        Leave();
    }

    internal string Name { get; }

    /// <summary>Opens it once more: the last start has marked all that was open then.</summary>
    internal void Leave()
    {
        var name = Marshal.StringToCoTaskMemUTF8(Name);
        _descriptors.Add(Kernel.Demand("the file could not be opened", SystemCall.Openat, -100, name));
        Marshal.FreeCoTaskMem(name);
    }

    public void Dispose()
    {
        foreach (var descriptor in _descriptors)
            Kernel.Call(SystemCall.Close, descriptor);
        File.Delete(Name);
    }
}
