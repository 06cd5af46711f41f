using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>
/// One run's way into the journal. Log lines ride along with the next effect, or are written when nothing else is under
/// way, so their order among the effects is kept and none of them costs a flush of its own.
/// </summary>
internal sealed class RunJournal(IJournal journal, Fence fence, RunRecord run, RunFeed feed, TimeProvider time)
{
    private const int MostLines = 10_000;
    private const int LongestLine = 8_001;

    private readonly Lock _lock = new();
    private readonly List<JournalOperation> _pending = [];
    private Task _flush = Task.CompletedTask;
    private int _lines;
    private bool _flushing;

    internal void Log(LogSeverity level, string text)
    {
        lock (_lock)
        {
            if (_lines > MostLines)
                return;
            if (_lines == MostLines)
                (level, text) = (LogSeverity.Warning, $"The run wrote more than {MostLines} lines; the rest is left out.");
            text = text.Length <= LongestLine ? text : text[..LongestLine];
            _pending.Add(new JournalOperation.AddLog(new LogRecord
            {
                Run = run.Id,
                Ordinal = _lines++,
                At = time.GetUtcNow(),
                Level = level,
                Text = text,
            }));
            if (!_flushing)
            {
                _flushing = true;
                _flush = Task.Run(FlushLines);
            }
        }

        feed.Publish(run.DueKey, new RunEvent.Line(level, text));
    }

    /// <summary>Durable when it returns: an effect is sent only after this.</summary>
    internal async Task Intend(EffectRecord effect)
    {
        await Write([new JournalOperation.AddEffect(effect)]);
        if (effect.Status == EffectStatus.Planned)
            Publish(effect);
    }

    internal async Task Answer(EffectRecord effect)
    {
        await Write([new JournalOperation.AnswerEffect(run.Id, effect.Sequence, effect.Status, effect.Answer, time.GetUtcNow())]);
        Publish(effect);
    }

    internal Task SetState(string key, string? json) => Write([new JournalOperation.SetState(run.Rule, key, json, run.Id)]);

    internal async Task End(IReadOnlyList<JournalOperation> ending)
    {
        await _flush;
        await Write(ending);
    }

    private void Publish(EffectRecord effect) => feed.Publish(
        run.DueKey,
        new RunEvent.Effect(effect.Sequence, effect.Description, effect.Method, effect.Path, effect.Status, effect.Answer));

    private async Task FlushLines()
    {
        try
        {
            while (HasPending())
                await Write([]);
        }
        catch (JournalException)
        {
            // The lines are pending still: they ride along with whatever is written next, which tells if that fails too.
            lock (_lock)
                _flushing = false;
        }

        bool HasPending()
        {
            lock (_lock)
                return _flushing = _pending.Count > 0;
        }
    }

    private async Task Write(IReadOnlyList<JournalOperation> operations)
    {
        List<JournalOperation> batch;
        lock (_lock)
        {
            batch = [.. _pending, .. operations];
            _pending.Clear();
        }

        if (batch.Count == 0)
            return;
        CommitResult result;
        try
        {
            result = await journal.Commit(fence, batch, CancellationToken.None);
        }
        catch (JournalException)
        {
            lock (_lock)
                _pending.InsertRange(0, batch.SkipLast(operations.Count));
            throw;
        }

        if (result != CommitResult.Done)
        {
            throw new JournalException(
                result == CommitResult.Fenced
                    ? $"The account '{fence.Account}' has been taken over by another host; this one writes nothing more for it."
                    : $"The journal holds another course of the run {run.Id} than the host remembers ({(operations.Count == 0 ? "log lines" : operations[0].GetType().Name)}).");
        }
    }
}
