namespace Automator.Emulator.Wire;

internal delegate Answer Handler(Call call);

/// <param name="Path">Without suffix; <c>{…}</c> stands for a number.</param>
/// <param name="ReadsBody">Elsewhere a body is ignored, whatever it holds.</param>
internal sealed record Route(string Method, string Path, Handler Handle, bool ReadsBody = false)
{
    public static Route Get(string path, Handler handle) => new("GET", path, handle);
    public static Route Post(string path, Handler handle) => new("POST", path, handle, true);
    public static Route Put(string path, Handler handle) => new("PUT", path, handle, true);
    public static Route Delete(string path, Handler handle) => new("DELETE", path, handle);

    /// <summary>A change that needs no words.</summary>
    public static Route Act(string path, Handler handle) => new("PUT", path, handle);
}
