using System.IO.Compression;
using Automator.Emulator.Store;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Wire;

/// <summary>Reads what a route wants of a request's body.</summary>
internal static class RequestBody
{
    public const int LargestXml = 1 << 20;
    public const long LargestFile = 256L << 20;

    /// <summary>null when it is larger than any record or file of the API.</summary>
    /// <exception cref="BodyRoom.FullException">So many others are on their way that there is no room for it now.</exception>
    /// <exception cref="InvalidDataException">It cannot be unpacked, or breaks the rules of HTTP.</exception>
    public static async Task<CallBody?> ReadAsync(HttpRequest request, Reads reads, Files files, BodyRoom.Part room, CancellationToken cancellation) => reads switch
    {
        Reads.Nothing => new CallBody(),
        Reads.Bytes => await KeepAsync(request, files, cancellation) is { } file ? new CallBody(File: file) : null,
        _ => await XmlAsync(request, room, cancellation) is { } bytes ? new CallBody(Record(request, bytes, reads)) : null,
    };

    private static XmlIn? Record(HttpRequest request, ReadOnlyMemory<byte> bytes, Reads reads)
    {
        try
        {
            return IsYaml(request, bytes.Span) ? YamlIn.Read(bytes) : XmlIn.Read(bytes);
        }
        catch (BadBodyException) when (reads == Reads.XmlIfAny)
        {
            return null;
        }
    }

    /// <summary>What begins like XML is XML, whatever it is called.</summary>
    private static bool IsYaml(HttpRequest request, ReadOnlySpan<byte> bytes) =>
        request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true && !bytes.TrimStart(" \r\n"u8).StartsWith("<"u8);

    private static async Task<ReadOnlyMemory<byte>?> XmlAsync(HttpRequest request, BodyRoom.Part room, CancellationToken cancellation)
    {
        if (request.ContentLength > LargestXml) return null;
        using var unpacked = Unpacked(request);
        await using var source = new SentBytes(unpacked ?? request.Body);
        var kept = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (await source.ReadAsync(chunk, cancellation) is > 0 and var count)
        {
            if (kept.Length + count > LargestXml) return null;
            room.Take(count);
            kept.Write(chunk, 0, count);
        }

        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }

    private static async Task<KeptFile?> KeepAsync(HttpRequest request, Files files, CancellationToken cancellation)
    {
        if (request.ContentLength > LargestFile) return null;
        using var unpacked = Unpacked(request);
        await using var source = new SentBytes(unpacked ?? request.Body);
        return await files.KeepAsync(source, LargestFile, cancellation);
    }

    private static GZipStream? Unpacked(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true)
            : null;
}
