using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>
/// One run's way into the journal: one line of writes, in the order in which they were asked for, so that what is durable of a run has
/// no gap. While one batch is under way, the next gathers; whoever must not go on before his part is durable waits for it. What nobody
/// waits for goes with that, or else a little later by itself.
/// </summary>
internal sealed class RunJournal(IJournal journal, Fence fence, RunRecord run, RunFeed feed, TimeProvider time)
{
    private const int MostLines = 10_000;
    private const int LongestLine = 8_001;
    private const int MostText = 1_000_000;

    /// <summary>How long lines and answers wait for company, since each batch costs a flush of the disk: so by this machine's clock, whatever time it is for the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private List<JournalOperation> _pending = [];
    private TaskCompletionSource _written = Waiter();
    private Task _underWay = Task.CompletedTask;
    private bool _isFlushing;
    private bool _isWanted;
    private bool _isLingering;
    private int _ruleLines;
    private int _ordinal;
    private int _text;
    private bool _isFull;
    private int _answers;

    /// <summary>Lines the rule wrote in earlier stints: as many come again, and are not written again.</summary>
    internal int RuleLinesBefore { get; init; }

    /// <summary>All lines of earlier stints.</summary>
    internal int LinesBefore { init => _ordinal = value; }

    /// <summary>Answers of an earlier stint.</summary>
    internal int AnswersBefore { init => _answers = value; }

    /// <summary>A line of the rule.</summary>
    internal void Log(LogSeverity level, string text)
    {
        lock (_lock)
        {
            if (_isFull)
                return;
            text = text.Length <= LongestLine ? text : text[..LongestLine];
            _text += text.Length;
            _isFull = ++_ruleLines > MostLines || _text > MostText;
            if (_ruleLines <= RuleLinesBefore)
                return;
            if (_isFull)
                (level, text) = (LogSeverity.Warning, $"The run wrote more than {MostLines} lines or {MostText} letters; the rest is left out.");
            Append(Line(level, text, fromHost: false));
        }

        feed.Publish(run.DueKey, new RunEvent.Line(level, text));
    }

    /// <summary>A line of the host about the run.</summary>
    internal void Note(LogSeverity level, string text)
    {
        lock (_lock)
            Append(Line(level, text, fromHost: true));
        feed.Publish(run.DueKey, new RunEvent.Line(level, text));
    }

    /// <summary>
    /// To be called in the order of delivery, right before it. An answer alone need not be durable: what is sent because of it waits
    /// for its intent, which is behind it.
    /// </summary>
    /// <param name="answer">What is delivered.</param>
    /// <param name="at">The run's time from then on.</param>
    internal AnswerRecord Deliver(CallAnswer answer, DateTimeOffset at)
    {
        lock (_lock)
        {
            var record = answer.Record(run.Id, ++_answers, at);
            Append([.. answer.With, new JournalOperation.AddAnswer(record)]);
            return record;
        }
    }

    /// <summary>Durable when it returns: an effect is sent only after this.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="again">Whether it is there already, as one that a person says was not done.</param>
    internal async Task Intend(EffectRecord effect, bool again = false)
    {
        if (again)
            await Write(new JournalOperation.WithdrawEffect(run.Id, effect.Sequence), new JournalOperation.AddEffect(effect));
        else
            await Write(new JournalOperation.AddEffect(effect));
        if (effect.Status == EffectStatus.Planned)
            Publish(effect);
    }

    /// <summary>The rule is not started any more until a person lets it.</summary>
    internal Task Pause(string reason) => Write(new JournalOperation.Pause(run.Rule, time.GetUtcNow(), reason));

    /// <summary>It was not sent, and will be when the run goes on.</summary>
    internal Task Withdraw(EffectRecord effect) => Write(new JournalOperation.WithdrawEffect(run.Id, effect.Sequence));

    /// <summary>Durable when it returns.</summary>
    internal async Task Answer(EffectRecord effect)
    {
        await Write(new JournalOperation.AnswerEffect(run.Id, effect.Sequence, effect.Status, effect.Answer, time.GetUtcNow(), effect.Result, effect.Doubt));
        Publish(effect);
    }

    /// <summary>Durable when it returns, with all that came before.</summary>
    internal Task End(params IReadOnlyList<JournalOperation> ending) => Write([.. ending]);

    private void Publish(EffectRecord effect) => feed.Publish(
        run.DueKey,
        new RunEvent.Effect(effect.Sequence, effect.Description, effect.Method, effect.Path, effect.Status, effect.Answer));

    /// <summary>Under the lock.</summary>
    private JournalOperation.AddLog Line(LogSeverity level, string text, bool fromHost) => new(new LogRecord
    {
        Run = run.Id,
        Ordinal = _ordinal++,
        At = time.GetUtcNow(),
        Level = level,
        FromHost = fromHost,
        Text = text,
    });

    private Task Write(params JournalOperation[] operations)
    {
        lock (_lock)
        {
            if (operations.Length == 0 && _pending.Count == 0)
                return _underWay;
            _pending.AddRange(operations);
            WriteNow();
            return _written.Task;
        }
    }

    /// <summary>Under the lock. Nobody waits for it.</summary>
    private void Append(params ReadOnlySpan<JournalOperation> operations)
    {
        _pending.AddRange(operations);
        if (_isLingering)
            return;
        _isLingering = true;
        _ = Linger();
    }

    private async Task Linger()
    {
        await Task.Delay(Patience, TimeProvider.System);
        lock (_lock)
        {
            _isLingering = false;
            if (_pending.Count > 0)
                WriteNow();
        }
    }

    /// <summary>Under the lock.</summary>
    private void WriteNow()
    {
        _isWanted = true;
        if (_isFlushing)
            return;
        _isFlushing = true;
        _ = Task.Run(Flush);
    }

    private async Task Flush()
    {
        while (Take() is var (batch, written) && batch.Count > 0)
        {
            try
            {
                await Commit(batch);
                written.SetResult();
            }
            catch (Exception e) // whoever waits must hear of it, whatever it is
            {
                Fail(batch, written, e as JournalException ?? new JournalException($"The journal did not take what run {run.Id} had for it: {e.Message}", e));
                return;
            }
        }
    }

    private (List<JournalOperation> Batch, TaskCompletionSource Written) Take()
    {
        lock (_lock)
        {
            _isFlushing = _isWanted;
            if (!_isFlushing)
                return ([], _written);
            var taken = (_pending, _written);
            (_pending, _written, _underWay, _isWanted) = ([], Waiter(), _written.Task, false);
            return taken;
        }
    }

    /// <summary>Everybody who waits is told. What has happened is written with whatever comes next, most likely the run's end.</summary>
    private void Fail(List<JournalOperation> batch, TaskCompletionSource written, JournalException e)
    {
        TaskCompletionSource alsoWaiting;
        lock (_lock)
        {
            _pending = [.. batch.Concat(_pending).Where(HasHappened)];
            (alsoWaiting, _written) = (_written, Waiter());
            (_isFlushing, _isWanted) = (false, false);
        }

        foreach (var waiter in (TaskCompletionSource[])[written, alsoWaiting])
        {
            waiter.SetException(e);
            _ = waiter.Task.Exception; // Nobody need wait.
        }
    }

    private static bool HasHappened(JournalOperation operation) =>
        operation is JournalOperation.AddLog or JournalOperation.AddAnswer or JournalOperation.AnswerEffect
            or JournalOperation.WithdrawEffect or JournalOperation.SetState;

    private static TaskCompletionSource Waiter() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Commit(List<JournalOperation> batch)
    {
        var result = await journal.Commit(fence, batch, CancellationToken.None);
        if (result != CommitResult.Done)
        {
            throw new JournalException(
                result == CommitResult.Fenced
                    ? $"The account '{fence.Account}' has been taken over by another host; this one writes nothing more for it."
                    : $"The journal holds another course of the run {run.Id} than the host remembers ({string.Join(", ", batch.Select(operation => operation.GetType().Name).Distinct())}).");
        }
    }
}
