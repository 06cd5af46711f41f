using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Wire;

internal static class RequestBody
{
    public const int Largest = 1 << 20;

    /// <summary>null when it is larger than any record of the API.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > Largest) return null;
        var packed = request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        using var unpacked = packed ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : null;
        var source = unpacked ?? request.Body;
        var kept = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (await source.ReadAsync(chunk, cancellation) is > 0 and var count)
        {
            if (kept.Length + count > Largest) return null;
            kept.Write(chunk, 0, count);
        }

        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }
}
