using System.Text.Json;
using System.Text.Json.Serialization;

namespace Automator.Host.Configuration;

/// <summary>
/// Everything a host keeps, and the lock that lets only one process work on it. The lock is the operating system's, so
/// it goes with the process however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    internal string Path { get; }

    internal string Journal => JournalIn(Path);

    internal string RunLog => Below("log");

    internal string Images => Below("images");

    internal static string JournalIn(string path) => System.IO.Path.Combine(path, "journal.db");

    internal string Below(string name) => System.IO.Path.Combine(Path, name);

    /// <exception cref="StartupException">It cannot be made or written, or another process works on it.</exception>
    internal static DataFolder Open(string path)
    {
        try
        {
            Create(path);
            ProveWritable(path);
            var held = Lock(path);
            // Of a host that was killed: nobody answers there any more.
            File.Delete(AddressFile(path));
            return new DataFolder(path, held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupException($"The data folder {path} cannot be written: {e.Message} Let this user write there, or name another folder as \"data\" in automator.json.", inner: e);
        }
        catch (IOException e)
        {
            throw new StartupException($"The data folder {path} cannot be written: {e.Message} Make room or mend it, or name another folder as \"data\" in automator.json.", inner: e);
        }
    }

    /// <summary>The host that works on a data folder now, or null. Says nothing of whether it answers.</summary>
    internal static HostAddress? RunningHost(string path)
    {
        try
        {
            if (!File.Exists(AddressFile(path)) || !IsLocked(path))
                return null;
            return JsonSerializer.Deserialize(File.ReadAllBytes(AddressFile(path)), HostAddressJson.Default.HostAddress);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new StartupException($"Something works on the data folder {path}, and {AddressFile(path)}, which says who, cannot be read: {e.Message}", inner: e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupException($"A host works on the data folder {path} as another user, and its token is not for this one. Run the command as the user that runs the host.", inner: e);
        }
    }

    /// <summary>Whether another process works on a data folder now: a host, or a command that runs rules.</summary>
    internal static bool IsInUse(string path) => IsLocked(path);

    /// <summary>Lets commands of this user find the running host; the file is readable by its owner only.</summary>
    internal void Announce(HostAddress address)
    {
        // Written aside: who looks meanwhile finds none, and never half of one.
        var aside = AddressFile(Path) + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(aside, options))
            JsonSerializer.Serialize(stream, address, HostAddressJson.Default.HostAddress);
        File.Move(aside, AddressFile(Path), overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(AddressFile(Path));
        _lock.Dispose();
    }

    private static string AddressFile(string path) => System.IO.Path.Combine(path, "host.json");

    private static string LockFile(string path) => System.IO.Path.Combine(path, "lock");

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(LockFile(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw new StartupException(
                $"Another process works on the data folder {path}. Stop it, or give this one a folder of its own as \"data\" in automator.json.", inner: e);
        }
    }

    private static bool IsLocked(string path)
    {
        if (!File.Exists(LockFile(path)))
            return false;
        try
        {
            // Shared: two commands that look at once must not take each other for a host.
            using var probe = new FileStream(LockFile(path), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return true;
        }
    }

    /// <summary>EWOULDBLOCK of flock on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    internal static bool IsSharingViolation(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>What is kept of an account is its owner's alone.</summary>
    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void ProveWritable(string path)
    {
        var probe = System.IO.Path.Combine(path, $".probe-{Environment.ProcessId}");
        File.WriteAllBytes(probe, new byte[4096]);
        File.Delete(probe);
    }
}

/// <summary>Where a running host takes orders, and the word that opens it.</summary>
internal sealed record HostAddress
{
    public required Uri Url { get; init; }

    public required string Token { get; init; }

    public required int ProcessId { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostAddress))]
internal sealed partial class HostAddressJson : JsonSerializerContext;
