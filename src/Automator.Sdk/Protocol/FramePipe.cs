using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Automator.Sdk.Protocol;

/// <summary>
/// Frames over a pair of streams: four bytes of length, little-endian, then JSON in UTF-8. Reading is for one reader;
/// writing is for any number of threads, one frame at a time.
/// </summary>
internal sealed class FramePipe<TIn, TOut>(Stream input, Stream output, JsonTypeInfo<TIn> read, JsonTypeInfo<TOut> write, int maximumLength)
    where TIn : class
    where TOut : class
{
    internal const int DefaultMaximumLength = 16 * 1024 * 1024;

    private readonly byte[] _header = new byte[4];
    private readonly Lock _writing = new();
    private readonly ArrayBufferWriter<byte> _outgoing = new(4096);
    private byte[] _incoming = new byte[4096];

    /// <summary>Bytes of the frame that was read last.</summary>
    internal int LastLength { get; private set; }

    /// <summary>The next frame, or null when the other side has closed.</summary>
    /// <exception cref="InvalidDataException">The other side does not keep to the protocol.</exception>
    internal async ValueTask<TIn?> Read(CancellationToken cancellation)
    {
        var got = await input.ReadAtLeastAsync(_header, 4, throwOnEndOfStream: false, cancellation);
        if (got < 4)
            return got == 0 ? null : throw new InvalidDataException("A frame was cut off in its length.");

        var length = BinaryPrimitives.ReadInt32LittleEndian(_header);
        if (length <= 0 || length > maximumLength)
            throw new InvalidDataException($"A frame of {length} bytes; at most {maximumLength} are taken.");

        LastLength = length;
        if (_incoming.Length < length)
            _incoming = new byte[Math.Max(length, _incoming.Length * 2)];
        if (await input.ReadAtLeastAsync(_incoming.AsMemory(0, length), length, throwOnEndOfStream: false, cancellation) < length)
            throw new InvalidDataException($"A frame of {length} bytes was cut off.");

        try
        {
            return JsonSerializer.Deserialize(_incoming.AsSpan(0, length), read)
                ?? throw new InvalidDataException("A frame that is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"A frame that is no {typeof(TIn).Name}: {e.Message}", e);
        }
        catch (NotSupportedException e)
        {
            throw new InvalidDataException($"A frame that is no {typeof(TIn).Name}: {e.Message}", e);
        }
    }

    /// <summary>Writes one frame; blocks while the pipe is full.</summary>
    internal void Write(TOut frame) => Write(frame, int.MaxValue, out _);

    /// <summary>As <see cref="Write(TOut)"/>, but nothing of a frame that is longer than the other side takes.</summary>
    /// <returns>False when it is too long.</returns>
    internal bool TryWrite(TOut frame, out int length) => Write(frame, maximumLength, out length);

    private bool Write(TOut frame, int atMost, out int length)
    {
        lock (_writing)
        {
            _outgoing.ResetWrittenCount();
            _outgoing.GetSpan(4);
            _outgoing.Advance(4);
            using (var json = new Utf8JsonWriter(_outgoing))
                JsonSerializer.Serialize(json, frame, write);
            var bytes = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_outgoing.WrittenMemory).Span;
            length = bytes.Length - 4;
            if (length > atMost)
                return false;
            BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
            output.Write(bytes);
            output.Flush();
            return true;
        }
    }
}
