using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>
/// What a poll found, until it is written. It holds whole findings only: a mark stands in it together with every due and
/// every mark below it that the mark vouches for. So it may be written at any moment, also when the poll fails halfway.
/// </summary>
internal sealed class WatchBatch(string account, DateTimeOffset now, DueQueue dues)
{
    private List<JournalOperation> _operations = [];

    internal DateTimeOffset Now => now;

    internal int Count => _operations.Count;

    internal void Add(JournalOperation operation) => _operations.Add(operation);

    /// <param name="trigger">What kind of event.</param>
    /// <param name="what">Which, for its key.</param>
    /// <param name="subject">The record whose event it is.</param>
    /// <param name="listener">Who hears of it.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="payload">JSON for the handler.</param>
    /// <param name="by">Whose doing it is; null for nobody's of ours.</param>
    internal void Fire(Trigger trigger, string what, long subject, WatchListener listener, DateTimeOffset at, string payload, DoneBy? by)
    {
        var due = Due(trigger, what, subject, listener.Key, at, payload) with { Depth = by is null ? 0 : by.Depth + 1 };
        Add(by?.Rule == listener.Key.Rule && !listener.Own
            ? new JournalOperation.RefuseDue(due, $"Run {by.Run} of this rule did it itself. To hear of that too, register the handler with new() {{ Own = true }}.")
            : Causes.Add(due));
    }

    private Due Due(Trigger trigger, string what, long subject, HandlerKey handler, DateTimeOffset at, string payload) => new()
    {
        Key = $"{trigger.ToName()}:{what}:{handler.Rule}:{handler.Handler}",
        Account = account,
        Rule = handler.Rule,
        Handler = handler.Handler,
        Trigger = trigger,
        Payload = payload,
        Subject = subject,
        At = at,
        CreatedAt = now,
    };

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
