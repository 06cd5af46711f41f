using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Automator.Host.Journal;

/// <summary>
/// The file beside the journal that has what was committed of late. After a crash SQLite reads it up to the first frame that is not
/// whole, since the last commit may have been cut off; what lies behind such a frame it forgets without a word. Where something was
/// written after a commit that lies there, that commit had been acknowledged, and the file is damaged.
/// </summary>
internal static class WriteAheadLog
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const uint Magic = 0x377F0682;

    internal static string Of(string journal) => journal + "-wal";

    /// <summary>What is wrong with it, in words; null where nothing is, or where it is not there. Not for one that is being written.</summary>
    internal static string? Damage(string journal)
    {
        var file = Of(journal);
        if (!File.Exists(file))
            return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
        var header = new byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || stream.Length <= HeaderLength + FrameHeaderLength)
            return null; // It was cut off before anything was committed into it.
        if (Log.Read(header) is not { } log)
            return $"the beginning of {file} cannot be read, and with it nothing of what was committed last";
        return log.Damage(stream) is { } frame
            ? $"{file} cannot be read from its frame {frame} on, and changes that were committed lie behind it"
            : null;
    }

    /// <param name="pageSize">Of the database.</param>
    /// <param name="isBigEndian">How the sums take words.</param>
    /// <param name="salts">Eight bytes that every frame of this log repeats; those of earlier ones had others.</param>
    /// <param name="sum">Of the header: that of the first frame goes on from it.</param>
    private sealed class Log(int pageSize, bool isBigEndian, ulong salts, (uint, uint) sum)
    {
        internal static Log? Read(ReadOnlySpan<byte> header)
        {
            var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
            var pageSize = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
            var isBigEndian = (magic & 1) == 1;
            var sum = Sum((0, 0), header[..24], isBigEndian);
            return (magic & ~1u) == Magic && pageSize is >= 512 and <= 65536 && sum == Stored(header[24..])
                ? new Log((int)pageSize, isBigEndian, BinaryPrimitives.ReadUInt64BigEndian(header[16..]), sum)
                : null;
        }

        /// <summary>The number of the frame from which on acknowledged commits cannot be read; null where there is none.</summary>
        internal long? Damage(Stream frames)
        {
            var frame = new byte[FrameHeaderLength + pageSize];
            var (number, bad, isAfterCommit) = (0L, 0L, false);
            while (frames.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
            {
                number++;
                var isOfThisLog = BinaryPrimitives.ReadUInt64BigEndian(frame.AsSpan(8)) == salts;
                if (bad > 0 && isOfThisLog && isAfterCommit)
                    return bad;
                if (bad == 0)
                {
                    sum = Sum(Sum(sum, frame.AsSpan(0, 8), isBigEndian), frame.AsSpan(FrameHeaderLength), isBigEndian);
                    if (!isOfThisLog || sum != Stored(frame.AsSpan(16)))
                        bad = number;
                }

                if (bad > 0 && (isOfThisLog || bad == number))
                    isAfterCommit |= BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
            }

            return null;
        }

        private static (uint, uint) Sum((uint, uint) sum, ReadOnlySpan<byte> bytes, bool isBigEndian)
        {
            var (first, second) = sum;
            var swap = isBigEndian == BitConverter.IsLittleEndian;
            var words = MemoryMarshal.Cast<byte, uint>(bytes);
            for (var i = 0; i < words.Length; i += 2)
            {
                first += (swap ? BinaryPrimitives.ReverseEndianness(words[i]) : words[i]) + second;
                second += (swap ? BinaryPrimitives.ReverseEndianness(words[i + 1]) : words[i + 1]) + first;
            }

            return (first, second);
        }

        private static (uint, uint) Stored(ReadOnlySpan<byte> bytes) =>
            (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));
    }
}
