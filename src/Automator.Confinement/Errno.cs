namespace Automator.Confinement;

/// <summary>The kernel's reasons, as far as anyone here asks for them.</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NotFound = 2;
    internal const int Interrupted = 4;
    internal const int TryAgain = 11;
    internal const int AccessDenied = 13;
    internal const int NoSuchCall = 38;
    internal const int ConnectionRefused = 111;

    internal static string Name(int errno) => errno switch
    {
        NotPermitted => "EPERM",
        NotFound => "ENOENT",
        Interrupted => "EINTR",
        TryAgain => "EAGAIN",
        AccessDenied => "EACCES",
        NoSuchCall => "ENOSYS",
        ConnectionRefused => "ECONNREFUSED",
        _ => $"error {errno}",
    };
}
