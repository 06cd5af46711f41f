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

    private const int HeaderLength = 4;

    /// <summary>Bytes that wait for the next frame.</summary>
    private const int MostKept = 64 * 1024;

    private const int FirstCapacity = 4096;

    /// <summary>Bytes of a buffer that is kept for the next frame.</summary>
    private const int MostHeld = 1024 * 1024;

    private readonly Lock _writing = new();
    private ArrayBufferWriter<byte> _frame = new(FirstCapacity);
    private ArrayBufferWriter<byte> _outgoing = new(FirstCapacity);

    /// <summary>What has arrived: frames that were not read yet are from <see cref="_begin"/> to <see cref="_end"/>.</summary>
    private byte[] _incoming = new byte[16 * 1024];
    private int _begin;
    private int _end;

    /// <summary>Bytes of the frame that was read last.</summary>
    internal int LastLength { get; private set; }

    /// <summary>The next frame, or null when the other side has closed. Blocks the thread that calls it, and needs no other.</summary>
    /// <param name="beforeIt">Called before it blocks, if it does.</param>
    /// <exception cref="InvalidDataException">The other side does not keep to the protocol.</exception>
    internal TIn? Read(Action? beforeIt = null) => Arrive(HeaderLength, beforeIt) && Arrive(HeaderLength + Length(), beforeIt) ? Taken() : Closed();

    private int Length()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_incoming.AsSpan(_begin));
        if (length <= 0 || length > maximumLength)
            throw new InvalidDataException($"A frame of {length} bytes; at most {maximumLength} are taken.");
        return LastLength = length;
    }

    private TIn? Closed() =>
        _end == _begin ? null
        : _end - _begin < HeaderLength ? throw new InvalidDataException("A frame was cut off in its length.")
        : throw new InvalidDataException($"A frame of {LastLength} bytes was cut off.");

    private TIn Taken()
    {
        var frame = _incoming.AsSpan(_begin + HeaderLength, LastLength);
        _begin += HeaderLength + LastLength;
        try
        {
            return JsonSerializer.Deserialize(frame, read)
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

    /// <summary>Writes one frame, and what was kept before it; blocks while the pipe is full.</summary>
    internal void Write(TOut frame)
    {
        lock (_writing)
        {
            Serialize(frame);
            Keep();
            Flush();
        }
    }

    /// <summary>As <see cref="Write"/>, but nothing of a frame that is longer than the other side takes.</summary>
    /// <returns>False when it is too long.</returns>
    internal bool TryWrite(TOut frame, out int length)
    {
        lock (_writing)
        {
            if (!TryKeep(frame, out length))
                return false;
            Flush();
            return true;
        }
    }

    /// <summary>As <see cref="TryWrite"/>, but the frame may go with the next that is written: for one that is never the last.</summary>
    /// <returns>False when it is too long.</returns>
    internal bool TryKeep(TOut frame, out int length)
    {
        lock (_writing)
        {
            length = Serialize(frame);
            if (length > maximumLength)
                return false;
            Keep();
            if (_outgoing.WrittenCount > MostKept)
                Flush();
            return true;
        }
    }

    private int Serialize(TOut frame)
    {
        _frame.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_frame))
            JsonSerializer.Serialize(json, frame, write);
        return _frame.WrittenCount;
    }

    private void Keep()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_outgoing.GetSpan(HeaderLength), _frame.WrittenCount);
        _outgoing.Advance(HeaderLength);
        _outgoing.Write(_frame.WrittenSpan);
    }

    private void Flush()
    {
        try
        {
            output.Write(_outgoing.WrittenSpan);
            output.Flush();
        }
        finally
        {
            // Of a pipe that is broken nothing is sent a second time.
            _outgoing = Emptied(_outgoing);
            _frame = Emptied(_frame);
        }
    }

    /// <summary>What one long frame took is given back.</summary>
    private static ArrayBufferWriter<byte> Emptied(ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        return buffer.Capacity <= MostHeld ? buffer : new ArrayBufferWriter<byte>(FirstCapacity);
    }

    /// <returns>False when the other side has closed before so much was there.</returns>
    private bool Arrive(int count, Action? beforeIt)
    {
        if (_end - _begin >= count)
            return true;
        MakeRoom(count);
        beforeIt?.Invoke();
        _end += input.ReadAtLeast(_incoming.AsSpan(_end), count - (_end - _begin), throwOnEndOfStream: false);
        return _end - _begin >= count;
    }

    private void MakeRoom(int count)
    {
        var arrived = _incoming.AsSpan(_begin, _end - _begin);
        var room = count <= _incoming.Length ? _incoming : new byte[Math.Max(count, _incoming.Length * 2)];
        arrived.CopyTo(room);
        (_incoming, _begin, _end) = (room, 0, arrived.Length);
    }
}
