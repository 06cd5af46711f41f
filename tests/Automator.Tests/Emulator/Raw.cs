using System.Net.Sockets;
using System.Text;

namespace Automator.Tests.Emulator;

/// <summary>Bytes on a socket, for what no HTTP client would send.</summary>
internal static class Raw
{
    public static async Task<string> AskAsync(Uri server, string request, CancellationToken cancellation)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), cancellation);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellation);
    }
}
