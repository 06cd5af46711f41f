using System.Buffers.Binary;
using LiteDB;
using Microsoft.Win32.SafeHandles;

namespace Automator.Host.RunLog;

/// <summary>
/// What a file of runs holds, read from its data pages one by one and without LiteDB, which gives up at the first page that is
/// damaged. What it costs is the file's length once, whatever is written in it.
/// </summary>
internal static class StoredRuns
{
    private const int PageSize = 8192;
    private const int PageHeader = 32;
    private const int Slot = 4;

    /// <summary>Whether it is the first of its document, and where the next one is: page and place.</summary>
    private const int BlockHeader = 6;

    private const byte DataPage = 4;

    /// <summary>Of a document; LiteDB takes none that is larger.</summary>
    private const int Longest = 17_000_000;

    private const int LastPageAt = 64;

    private static ReadOnlySpan<byte> Signature => "** This is a LiteDB file **"u8;

    /// <summary>Whether a file was cut off, or is none of LiteDB's, which would make an empty one of some of them; null when it is neither.</summary>
    internal static string? Damage(string path, bool hasLog)
    {
        using var file = Open(path);
        Span<byte> page = stackalloc byte[PageSize];
        var length = RandomAccess.GetLength(file);
        if (RandomAccess.Read(file, page, 0) < PageSize || !page[PageHeader..].StartsWith(Signature))
            return "it does not begin as a LiteDB file does";
        // What LiteDB had not yet written to it is in its log, and is written when it is opened.
        return !hasLog && (length % PageSize != 0 || length / PageSize <= BinaryPrimitives.ReadUInt32LittleEndian(page[LastPageAt..]))
            ? $"it was cut off at {length} bytes"
            : null;
    }

    /// <summary>In the order of the file; null for each that cannot be read, or is not as it was written.</summary>
    internal static IEnumerable<RunDocument?> In(string path)
    {
        using var file = Open(path);
        var (page, spare) = (new byte[PageSize], new byte[PageSize]);
        for (var number = 1U; Read(file, number, page); number++)
        {
            for (var place = 0; IsData(page, number) && place <= page[PageHeader - 2]; place++)
            {
                if (!Block(page, place).IsEmpty && Block(page, place)[0] == 0)
                    yield return Document(file, page, place, spare) is { } bytes && RunBson.IsSound(bytes) ? RunBson.Read(BsonSerializer.Deserialize(bytes)) : null;
            }
        }
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);

    private static bool Read(SafeFileHandle file, uint number, byte[] page) => RandomAccess.Read(file, page, (long)number * PageSize) == PageSize;

    private static bool IsData(byte[] page, uint number) => page[4] == DataPage && BinaryPrimitives.ReadUInt32LittleEndian(page) == number;

    /// <summary>Empty where there is none, or none that can be.</summary>
    private static ReadOnlySpan<byte> Block(byte[] page, int place)
    {
        var slot = page.AsSpan(PageSize - ((place + 1) * Slot));
        var (length, from) = (BinaryPrimitives.ReadUInt16LittleEndian(slot), BinaryPrimitives.ReadUInt16LittleEndian(slot[2..]));
        return from >= PageHeader && length > BlockHeader && from + length <= PageSize ? page.AsSpan(from, length) : [];
    }

    /// <summary>The document that begins there, over all its blocks; null where they do not hang together.</summary>
    private static byte[]? Document(SafeFileHandle file, byte[] page, int place, byte[] spare)
    {
        var document = Array.Empty<byte>();
        for (var filled = 0; ;)
        {
            var block = Block(page, place);
            if (block.IsEmpty)
                return null;
            var content = block[BlockHeader..];
            if (filled == 0)
            {
                if (content.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(content) is not (> sizeof(int) and <= Longest and var length))
                    return null;
                document = new byte[length];
            }

            content = content[..Math.Min(content.Length, document.Length - filled)];
            content.CopyTo(document.AsSpan(filled));
            filled += content.Length;
            if (filled == document.Length)
                return document;
            var (next, nextPlace) = (BinaryPrimitives.ReadUInt32LittleEndian(block[1..]), block[BlockHeader - 1]);
            if (!Read(file, next, spare) || !IsData(spare, next))
                return null;
            (page, place) = (spare, nextPlace);
        }
    }
}
