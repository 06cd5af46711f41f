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

    /// <summary>As it was read: in its place, or packed under its hash. Null where there is none any more.</summary>
    /// <exception cref="InvalidDataException">What is under the hash is not what was put there.</exception>
    internal static JournalBody? Read(string? inPlace, byte[]? hash, byte[]? packed) =>
        inPlace is not null ? new(inPlace, null, null)
        : hash is not null ? new(Encoding.UTF8.GetString(Unpack(hash, packed)), null, null)
        : null;

    /// <summary>What is wrong with a blob, in words; null where nothing is.</summary>
    internal static string? Fault(byte[] hash, byte[] packed)
    {
        try
        {
            Unpack(hash, packed);
            return null;
        }
        catch (InvalidDataException fault)
        {
            return fault.Message;
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var length, Quality, Window)
            ? packed[..length]
            : throw new InvalidOperationException($"{bytes.Length} bytes could not be compressed.");
    }

    private static byte[] Unpack(byte[] hash, byte[]? packed)
    {
        var name = $"the blob {Convert.ToHexStringLower(hash.AsSpan(0, Math.Min(hash.Length, 6)))}…";
        if (packed is null)
            throw new InvalidDataException($"{name} is missing");
        using var plain = new MemoryStream();
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            brotli.CopyTo(plain);
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or IOException)
        {
            throw new InvalidDataException($"{name} cannot be unpacked", fault);
        }

        var bytes = plain.ToArray();
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(hash) ? bytes : throw new InvalidDataException($"{name} is not as it was written");
    }
}
