using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Automator.Benchmarks.Emulators;

/// <summary>
/// One connection that is kept, and one request at a time on it. Bytes rather than an HTTP client: client and emulator
/// share the machine, so whatever the client does is missing from the emulator's figures.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly EmulatorProcess _emulator;
    private readonly TcpClient _socket = new() { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];

    private Connection(EmulatorProcess emulator) => _emulator = emulator;

    internal static async Task<Connection> Open(EmulatorProcess emulator, CancellationToken cancellation)
    {
        var connection = new Connection(emulator);
        await connection._socket.ConnectAsync(emulator.Url.Host, emulator.Url.Port, cancellation);
        return connection;
    }

    internal Task<ReadOnlyMemory<byte>> Get(string path, CancellationToken cancellation) => Ask("GET", path, "", 200, cancellation);

    internal Task<ReadOnlyMemory<byte>> Post(string path, string body, CancellationToken cancellation) => Ask("POST", path, body, 201, cancellation);

    public void Dispose() => _socket.Dispose();

    /// <summary>The body, until the next request.</summary>
    private async Task<ReadOnlyMemory<byte>> Ask(string method, string path, string body, int status, CancellationToken cancellation)
    {
        var head = $"{method} {path} HTTP/1.1\r\nHost: {_emulator.Url.Authority}\r\nUser-Agent: Benchmark (benchmark@example.com)\r\n"
            + $"Accept: application/xml\r\nContent-Type: application/xml\r\nAuthorization: {_emulator.Authorization}\r\n";
        var length = body.Length == 0 ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        var stream = _socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{head}{length}\r\n{body}"), cancellation);

        var (count, end) = (0, -1);
        while (end < 0)
        {
            count += await More(stream, count, cancellation);
            end = _buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        }

        if (!_buffer.AsSpan().StartsWith(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} ")))
            throw new InvalidOperationException($"{method} {path} was answered with:\n{Encoding.UTF8.GetString(_buffer, 0, count)}");
        var whole = end + 4 + BodyLength(_buffer.AsSpan(0, end + 2));
        while (count < whole)
            count += await More(stream, count, cancellation);
        return _buffer.AsMemory((end + 4)..whole);
    }

    private async Task<int> More(NetworkStream stream, int count, CancellationToken cancellation)
    {
        if (count == _buffer.Length)
            Array.Resize(ref _buffer, 2 * count);
        var read = await stream.ReadAsync(_buffer.AsMemory(count), cancellation);
        return read > 0 ? read : throw new InvalidOperationException("The emulator closed the connection.");
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var rest = head[(head.IndexOf(name) + name.Length)..];
        return int.Parse(rest[..rest.IndexOf((byte)'\r')], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
