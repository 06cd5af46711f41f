using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// What a poll found, until it is written. It holds whole findings only: a mark stands in it together with every due and
/// every mark below it that the mark vouches for. So it may be written at any moment, also when the poll fails halfway.
/// </summary>
internal sealed class WatchBatch(string account, DateTimeOffset now, DueQueue dues, int chunkSize = int.MaxValue)
{
    private List<JournalOperation> _operations = [];

    internal DateTimeOffset Now => now;

    internal void Add(JournalOperation operation) => _operations.Add(operation);

    /// <summary>Hands an event to a handler, or lists why not.</summary>
    /// <param name="found">The event.</param>
    /// <param name="listener">The handler.</param>
    /// <param name="tooMuch">Asked of one that would be handed over: why not, or null.</param>
    internal void Fire(WatchedEvent found, WatchListener listener, Func<WatchListener, string?> tooMuch)
    {
        var due = Due(found, listener.Key);
        var refusal = found.TooLate ?? found.Outside(listener.Filter);
        if (refusal is null && found.Cause is { } by && by.Rule == listener.Key.Rule && !listener.Own)
            refusal = $"Run {by.Run} of this rule did it itself. To hear of that too, register the handler with new() {{ Own = true }}.";
        refusal ??= tooMuch(listener);
        Add(refusal is null ? Causes.Add(due) : new JournalOperation.RefuseDue(due, refusal));
    }

    private Due Due(WatchedEvent found, HandlerKey handler) => new()
    {
        Key = $"{found.Trigger.ToName()}:{found.What}:{handler.Rule}:{handler.Handler}",
        Account = account,
        Rule = handler.Rule,
        Handler = handler.Handler,
        Trigger = found.Trigger,
        Payload = found.Payload,
        Subject = found.Record.Id,
        At = found.At,
        CreatedAt = now,
        Depth = found.Cause is null ? 0 : found.Cause.Depth + 1,
    };

    /// <summary>Writes what there is, when it has become much.</summary>
    internal Task WriteChunk(CancellationToken cancellation) => _operations.Count >= chunkSize ? Write(cancellation) : Task.CompletedTask;

    /// <exception cref="CommitRefusedException">Nothing of it was written.</exception>
    internal async Task Write(CancellationToken cancellation)
    {
        if (_operations.Count == 0)
            return;
        var result = await dues.Add(_operations, cancellation);
        if (result != CommitResult.Done)
            throw new CommitRefusedException(result);
        _operations = [];
    }
}
