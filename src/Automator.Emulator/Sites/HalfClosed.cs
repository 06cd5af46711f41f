using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Sites;

/// <summary>
/// A client may close its half of the connection once it has said all it will say, and wait for the answer. The web
/// server takes that for a client that went away and drops what is on its way to it. Here the server is told a while
/// later; and of a body that ended early it is told as of any bad request, so that there is an answer to that too.
/// </summary>
internal static class HalfClosed
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Func<ConnectionDelegate, ConnectionDelegate> WaitsForItsAnswer(TimeProvider time) => next => async connection =>
    {
        using var gone = new CancellationTokenSource();
        await using var patience = time.CreateTimer(_ => gone.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var closed = connection.ConnectionClosed.Register(() => patience.Change(Patience, Timeout.InfiniteTimeSpan));
        connection.ConnectionClosed = gone.Token;
        await next(connection);
    };

    /// <summary>For connections that carry one request at a time.</summary>
    public static ConnectionDelegate ToldOfBodiesThatEndEarly(ConnectionDelegate next) => connection =>
    {
        var busy = new Busy();
        connection.Items[typeof(Busy)] = busy;
        connection.Transport = new Pipes(new BodyReader(connection.Transport.Input, busy), connection.Transport.Output);
        return next(connection);
    };

    /// <summary>While the request is worked on, what ends early on its connection is its body.</summary>
    public static async Task During(HttpContext context, RequestDelegate work)
    {
        var busy = context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(typeof(Busy), out var item) == true ? (Busy)item! : new Busy();
        busy.Is = true;
        try
        {
            await work(context);
        }
        finally
        {
            busy.Is = false;
        }
    }

    private sealed class Busy
    {
        public bool Is { get; set; }
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class BodyReader(PipeReader inner, Busy busy) : PipeReader
    {
        private ReadOnlySequence<byte> _buffer;
        private long _seen;

        public override bool TryRead(out ReadResult result)
        {
            var read = inner.TryRead(out result);
            if (read) result = Seen(result);
            return read;
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
            Seen(await inner.ReadAsync(cancellationToken));

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            _seen = _buffer.Slice(consumed, examined).Length;
            inner.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();
        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        private ReadResult Seen(ReadResult result)
        {
            _buffer = result.Buffer;
            if (!result.IsCompleted || !busy.Is) return result;

            // First what there is of the body, then that there is no more.
            if (result.Buffer.Length > _seen) return new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false);
            inner.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            throw new BadHttpRequestException("The body ends before its end.");
        }
    }
}
