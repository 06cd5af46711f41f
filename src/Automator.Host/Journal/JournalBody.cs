using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Automator.Host.Journal;

/// <summary>
/// JSON as it is kept: a short one where it belongs, a longer one compressed and by its hash, so that a list that is the same every
/// night is kept once.
/// </summary>
internal sealed class JournalBody
{
    private const int LongestInPlace = 512;
    private const int Quality = 4;
    private const int Window = 22;

    private JournalBody(string text, byte[]? hash, byte[]? packed) => (Text, Hash, Packed) = (text, hash, packed);

    internal string Text { get; }

    /// <summary>Null for one that is kept in its place.</summary>
    internal byte[]? Hash { get; }

    internal byte[]? Packed { get; }

    internal static JournalBody Of(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return bytes.Length <= LongestInPlace ? new JournalBody(json, null, null) : new JournalBody(json, SHA256.HashData(bytes), Pack(bytes));
    }

    /// <summary>As it was read: in its place, or packed.</summary>
    internal static JournalBody Read(string? inPlace, byte[]? packed) => new(inPlace ?? Unpack(packed!), null, null);

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var length, Quality, Window)
            ? packed[..length]
            : throw new InvalidOperationException($"{bytes.Length} bytes could not be compressed.");
    }

    private static string Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
