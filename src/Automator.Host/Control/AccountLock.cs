using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Automator.Host.Configuration;

namespace Automator.Host.Control;

/// <summary>
/// One process of a machine works on a real account, whatever its data folder: two would each spend the whole of a budget that
/// the account counts once. It is the operating system's, so it goes with the process however that ends. Containers with a network
/// of their own are machines of their own here.
/// </summary>
internal sealed class AccountLock : IDisposable
{
    private readonly IDisposable _held;

    private AccountLock(IDisposable held) => _held = held;

    /// <exception cref="StartupException">Another process works on the account.</exception>
    internal static AccountLock Take(BasecampAccountOptions account)
    {
        var name = $"automator-account-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AccountAddress.ServerOf(account.Url))))[..32]}";
        return new AccountLock((OperatingSystem.IsLinux() ? Socket(name) : (IDisposable?)LockFile(name)) ?? throw new StartupException(
            $"Another process of this machine works on the account '{account.Name}' ({account.Url}), and two would each spend the whole of its budget. " +
            "Stop that one; or name its data folder as \"data\" in automator.json, and commands ask the host that runs there."));
    }

    public void Dispose() => _held.Dispose();

    /// <summary>A name in the kernel rather than in a folder: services have temporary folders of their own, and a folder that all may write is no safe place.</summary>
    private static Socket? Socket(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0{name}"));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
                return null;
            throw;
        }
    }

    private static FileStream? LockFile(string name)
    {
        try
        {
            return new FileStream(Path.Combine(Path.GetTempPath(), name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (DataFolder.IsSharingViolation(e))
        {
            return null;
        }
    }
}
