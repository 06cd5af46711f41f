using System.Buffers.Binary;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Processes;

/// <summary>What is written to a pipe arrives as it was written, however it is cut up on the way.</summary>
public sealed class FramePipeTests
{
    private const int Longest = 100_000;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public void Frames_ArriveWholeAndInOrder_HoweverTheyAreCut(int atOnce)
    {
        string[] texts = ["a", new string('b', 70_000), "", new string('c', 20_000), "d"];
        using var sent = new MemoryStream();
        var writer = Pipe(Stream.Null, sent);
        foreach (var text in texts)
            writer.Write(Line(text));

        var reader = Pipe(new CutStream(sent.ToArray(), atOnce), Stream.Null);

        foreach (var text in texts)
            reader.Read().ShouldBe(Line(text));
        reader.Read().ShouldBeNull();
    }

    [Theory]
    [InlineData(2, "A frame was cut off in its length.")]
    [InlineData(20, "A frame of ")]
    public void StreamThatEndsInAFrame_IsNoEnd(int length, string says)
    {
        using var sent = new MemoryStream();
        Pipe(Stream.Null, sent).Write(Line("hello"));
        var reader = Pipe(new CutStream(sent.ToArray()[..length], 7), Stream.Null);

        Should.Throw<InvalidDataException>(() => reader.Read()).Message.ShouldStartWith(says);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Longest + 1)]
    public void LengthThatIsNone_IsRefused_BehindAGoodFrameToo(int length)
    {
        using var sent = new MemoryStream();
        Pipe(Stream.Null, sent).Write(Line("hello"));
        var header = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        sent.Write(header);
        var reader = Pipe(new CutStream(sent.ToArray(), int.MaxValue), Stream.Null);

        reader.Read().ShouldBe(Line("hello"));
        Should.Throw<InvalidDataException>(() => reader.Read());
    }

    [Fact]
    public void FrameThatIsKept_GoesWithTheNext()
    {
        using var sent = new MemoryStream();
        var writer = Pipe(Stream.Null, sent);

        writer.TryKeep(Line("kept"), out _).ShouldBeTrue();
        sent.Length.ShouldBe(0);
        writer.TryKeep(Line(new string('x', Longest)), out _).ShouldBeFalse();
        writer.Write(Line("written"));

        var reader = Pipe(new CutStream(sent.ToArray(), int.MaxValue), Stream.Null);
        reader.Read().ShouldBe(Line("kept"));
        reader.Read().ShouldBe(Line("written"));
        reader.Read().ShouldBeNull();
    }

    [Fact]
    public void FramesThatAreKept_GoWhenThereIsMuchOfThem()
    {
        using var sent = new MemoryStream();
        var writer = Pipe(Stream.Null, sent);

        for (var n = 0; n < 20; n++)
            writer.TryKeep(Line(new string('x', 10_000)), out _).ShouldBeTrue();

        sent.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void PipeThatBrokeOff_DoesNotSendAgain()
    {
        var sent = new BreakingStream();
        var writer = Pipe(Stream.Null, sent);
        Should.Throw<IOException>(() => writer.Write(Line("lost")));

        writer.Write(Line("after"));

        var reader = Pipe(new CutStream(sent.Sent.ToArray(), int.MaxValue), Stream.Null);
        reader.Read().ShouldBe(Line("after"));
    }

    private static LogWritten Line(string text) => new() { Level = LogSeverity.Info, Text = text };

    private static FramePipe<WorkerFrame, WorkerFrame> Pipe(Stream input, Stream output) =>
        new(input, output, ProtocolJson.Default.WorkerFrame, ProtocolJson.Default.WorkerFrame, Longest);

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class CutStream(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atOnce)]);
    }

    private sealed class BreakingStream : MemoryStream
    {
        private bool _hasBroken;

        internal MemoryStream Sent { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!_hasBroken)
            {
                _hasBroken = true;
                throw new IOException("The other side is gone.");
            }

            Sent.Write(buffer);
        }
    }
}
