using System.Net.Sockets;
using System.Text;

namespace Automator.Tests.Emulator;

/// <summary>Bytes on a socket, for what no HTTP client would send.</summary>
internal static class Raw
{
    public static Task<string> AskAsync(Uri server, string request, CancellationToken cancellation) =>
        AskAsync(server, request, reader => reader.ReadToEndAsync(cancellation), cancellation);

    /// <summary>The status line, without waiting for the connection to end.</summary>
    public static async Task<string> FirstLineAsync(Uri server, string request, CancellationToken cancellation) =>
        await AskAsync(server, request, async reader => await reader.ReadLineAsync(cancellation) ?? "", cancellation);

    private static async Task<string> AskAsync(Uri server, string request, Func<StreamReader, Task<string>> read, CancellationToken cancellation)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), cancellation);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await read(reader);
    }
}
