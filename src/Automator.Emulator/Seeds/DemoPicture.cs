using System.Buffers.Binary;
using System.IO.Compression;

namespace Automator.Emulator.Seeds;

/// <summary>A picture as a PNG: stripes of colours, as on a style tile.</summary>
internal static class DemoPicture
{
    private const int Side = 240;

    public static byte[] Stripes(params ReadOnlySpan<uint> colours)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        (header[8], header[9]) = (8, 2); // eight bits each of red, green and blue
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Packed(colours));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Packed(ReadOnlySpan<uint> colours)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var y = 0; y < Side; y++)
            {
                zlib.WriteByte(0); // no filter
                for (var x = 0; x < Side; x++)
                {
                    var colour = colours[x * colours.Length / Side];
                    zlib.Write([(byte)(colour >> 16), (byte)(colour >> 8), (byte)colour]);
                }
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        byte[] summed = [.. kind, .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(summed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Sum(summed));
        file.Write(number);
    }

    /// <summary>The CRC-32 that PNG asks for.</summary>
    private static uint Sum(ReadOnlySpan<byte> data)
    {
        var sum = uint.MaxValue;
        foreach (var value in data)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ (0xEDB88320 & (0 - (sum & 1)));
        }

        return ~sum;
    }
}
