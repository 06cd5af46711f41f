using Automator.Host;
using Automator.Host.Journal;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>What a journal should answer, in plain dictionaries of one account. A batch works on a copy.</summary>
internal sealed class ModelJournal
{
    private Dictionary<string, (Due Due, string State, RunId? Run)> _dues = [];
    private Dictionary<RunId, RunRecord> _runs = [];
    private Dictionary<(RunId, long), EffectRecord> _effects = [];
    private Dictionary<(RunId, int), LogRecord> _lines = [];
    private Dictionary<(RunId, int), AnswerRecord> _answers = [];
    private Dictionary<RunId, string> _inputs = [];
    private Dictionary<(RuleName, string), string> _state = [];
    private Dictionary<string, string> _cursors = [];
    private Dictionary<(string, long), string> _seen = [];
    private Dictionary<RuleName, KillRecord> _kills = [];

    internal CommitResult Commit(IReadOnlyList<JournalOperation> operations)
    {
        var draft = new ModelJournal
        {
            _dues = new(_dues),
            _runs = new(_runs),
            _effects = new(_effects),
            _lines = new(_lines),
            _answers = new(_answers),
            _inputs = new(_inputs),
            _state = new(_state),
            _cursors = new(_cursors),
            _seen = new(_seen),
            _kills = new(_kills),
        };
        if (!operations.All(draft.Apply))
            return CommitResult.Conflict;
        (_dues, _runs, _effects, _lines) = (draft._dues, draft._runs, draft._effects, draft._lines);
        (_answers, _inputs) = (draft._answers, draft._inputs);
        (_state, _cursors, _seen, _kills) = (draft._state, draft._cursors, draft._seen, draft._kills);
        return CommitResult.Done;
    }

    /// <summary>Everything that may go, at once.</summary>
    internal void Trim(Expiry expiry)
    {
        foreach (var run in Ended(expiry.Bodies).Where(run => run.BodiesGoneAt is null).ToList())
        {
            _runs[run.Id] = run with { BodiesGoneAt = expiry.Now };
            _inputs.Remove(run.Id);
            foreach (var key in _effects.Keys.Where(key => key.Item1 == run.Id).ToList())
                _effects[key] = _effects[key] with { Body = null, Result = null };
        }

        var isUnsure = _effects.Values.Any(effect => effect.Status is EffectStatus.Intended or EffectStatus.InDoubt && _runs[effect.Run].Status is RunStatus.Running or RunStatus.Waiting);
        foreach (var run in isUnsure ? [] : Ended(expiry.Runs).Where(run => run.BodiesGoneAt is not null).ToList())
        {
            _runs.Remove(run.Id);
            foreach (var due in _dues.Where(due => due.Value.Run == run.Id).ToList())
                _dues.Remove(due.Key);
            Remove(_effects, run.Id);
            Remove(_lines, run.Id);
            Remove(_answers, run.Id);
        }

        if (expiry.Runs >= Some.Noon)
            _dues = _dues.Where(due => due.Value.State != "Dropped").ToDictionary();
    }

    /// <summary>Everything, in one text, to be compared with that of a journal.</summary>
    internal string Picture(IEnumerable<RunId> runs, IEnumerable<RuleName> rules, IEnumerable<string> names, IEnumerable<string> kinds) =>
        string.Join('\n',
        [
            .. Dues("Pending"), .. Dues("Dropped"),
            .. runs.Select(run => $"{_runs.GetValueOrDefault(run)}"),
            .. runs.SelectMany(run => _effects.Where(e => e.Key.Item1 == run).OrderBy(e => e.Key.Item2).Select(e => $"{e.Value}")),
            .. runs.SelectMany(run => _lines.Where(l => l.Key.Item1 == run).OrderBy(l => l.Key.Item2).Select(l => $"{l.Value}")),
            .. runs.SelectMany(run => Texts(_runs.GetValueOrDefault(run), [.. _answers.Where(a => a.Key.Item1 == run).OrderBy(a => a.Key.Item2).Select(a => a.Value)])),
            .. runs.Select(run => _inputs.GetValueOrDefault(run, "-")),
            .. rules.SelectMany(rule => names.Select(name => _state.GetValueOrDefault((rule, name), "-"))),
            .. names.Select(name => _cursors.GetValueOrDefault(name, "-")),
            .. kinds.SelectMany(kind => _seen.Where(s => s.Key.Item1 == kind).OrderBy(s => s.Key.Item2).Select(s => $"{s.Key.Item2}={s.Value}")),
            .. _kills.OrderBy(k => k.Key.Value, StringComparer.Ordinal).Select(k => $"{k.Value}"),
        ]);

    internal static string Picture(
        IJournal journal, IReadOnlyList<RunId> runs, IEnumerable<RuleName> rules, IReadOnlyList<string> names, IEnumerable<string> kinds) =>
        string.Join('\n',
        [
            .. journal.PendingDues(Some.Account).OrderBy(due => due.Key, StringComparer.Ordinal).Select(due => $"{due}"),
            .. journal.DroppedDues(Some.Account, 999).OrderBy(due => due.Key, StringComparer.Ordinal).Select(due => $"{due}"),
            .. runs.Select(run => $"{(journal.Run(run) is { } found ? found with { Revision = 0 } : null)}"),
            .. runs.SelectMany(journal.Effects).Select(effect => $"{effect}"),
            .. runs.SelectMany(journal.Log).Select(line => $"{line}"),
            .. runs.SelectMany(run => Texts(journal.Run(run), journal.Run(run)?.BodiesGoneAt is null ? journal.Answers(run) : [])),
            .. runs.Select(run => journal.Inputs(run) ?? "-"),
            .. rules.SelectMany(rule => names.Select(name => journal.State(Some.Account, rule, name) ?? "-")),
            .. names.Select(name => journal.Cursor(Some.Account, name) ?? "-"),
            .. kinds.SelectMany(kind => journal.Seen(Some.Account, kind).OrderBy(s => s.Key).Select(s => $"{s.Key}={s.Value}")),
            .. journal.Kills(Some.Account).Select(kill => $"{kill}"),
        ]);

    private static IEnumerable<string> Texts(RunRecord? run, IReadOnlyList<AnswerRecord> answers) =>
        run?.BodiesGoneAt is null ? answers.Select(answer => $"{answer with { Body = null! }} {answer.Body.Text}") : ["gone"];

    private IEnumerable<RunRecord> Ended(DateTimeOffset before) =>
        _runs.Values.Where(run => run.End?.At <= before && run.Status is not (RunStatus.Interrupted or RunStatus.InDoubt));

    private static void Remove<T, TNumber>(Dictionary<(RunId, TNumber), T> rows, RunId run)
        where TNumber : notnull
    {
        foreach (var key in rows.Keys.Where(key => key.Item1 == run).ToList())
            rows.Remove(key);
    }

    private IEnumerable<string> Dues(string state) =>
        _dues.Values.Where(due => due.State == state).OrderBy(due => due.Due.Key, StringComparer.Ordinal).Select(due => $"{due.Due}");

    private bool Apply(JournalOperation operation)
    {
        switch (operation)
        {
            case AddDue(var due):
                _dues.TryAdd(due.Key, (due, "Pending", null));
                return true;
            case DropDue(var key, var reason, _):
                return MoveDue(key, "Pending", null, due => (due with { DropReason = reason }, "Dropped", null));
            case StartRun(var run, var inputs):
                if (!MoveDue(run.DueKey, "Pending", null, due => (due, "Taken", run.Id)) || !_runs.TryAdd(run.Id, run))
                    return false;
                return inputs is null || _inputs.TryAdd(run.Id, inputs.Text);
            case JoinRun(var key, var id):
                return _runs.TryGetValue(id, out var joined) && joined.Status == RunStatus.Running && MoveDue(key, "Pending", null, due => (due, "Joined", id));
            case ParkRun(var id, var wakeAt, var waited):
                return Change(id, RunStatus.Running, run => run with { Status = RunStatus.Waiting, WakeAt = wakeAt, Waited = waited });
            case RetryCall(var id, var sequence, var wakeAt, var reason, var waited):
                return Retry(id, sequence, run => run with { Status = RunStatus.Waiting, WakeAt = wakeAt, Retries = run.Retries + 1, RetryReason = reason, Waited = waited });
            case WakeRun(var id):
                return Change(id, RunStatus.Waiting, run => run with { Status = RunStatus.Running, WakeAt = null });
            case AddAnswer(var given):
                return _runs.TryGetValue(given.Run, out var asking) && asking.Status == RunStatus.Running &&
                    given.Ordinal == _answers.Keys.Count(key => key.Item1 == given.Run) + 1 &&
                    _answers.Values.All(other => other.Run != given.Run || other.Sequence != given.Sequence) &&
                    _answers.TryAdd((given.Run, given.Ordinal), given);
            case WithdrawEffect(var id, var sequence):
                return _effects.TryGetValue((id, sequence), out var unsent) && unsent.Status is EffectStatus.Intended or EffectStatus.NotDone && _effects.Remove((id, sequence));
            case RequeueDue(var key, var run):
                if (!MoveDue(key, "Taken", run, due => (due, "Pending", null)))
                    return false;
                foreach (var other in _dues.Where(due => due.Value.State == "Joined" && due.Value.Run == run).Select(due => due.Key).ToList())
                    MoveDue(other, "Joined", run, due => (due, "Pending", null));
                return true;
            case MoveRun(var id, _, { Status: RunStatus.Running }) when _runs.GetValueOrDefault(id)?.BodiesGoneAt is not null:
                return false;
            case MoveRun(var id, var from, var end):
                return Change(id, from, run => run with { Status = end.Status, WakeAt = null, Waited = default, End = end.Status == RunStatus.Running ? null : end });
            case AddEffect(var effect):
                return _runs.TryGetValue(effect.Run, out var running) && running.Status == RunStatus.Running &&
                    _effects.TryAdd((effect.Run, effect.Sequence), effect);
            case AnswerEffect(var id, var sequence, var status, var answer, var at, var result, var doubt):
                if (!_effects.TryGetValue((id, sequence), out var open) || open.Status is not (EffectStatus.Intended or EffectStatus.InDoubt))
                    return false;
                _effects[(id, sequence)] = open with { Status = status, Answer = answer, AnsweredAt = at, Result = result, Doubt = doubt };
                return true;
            case AddLog(var line):
                return _runs.ContainsKey(line.Run) && _lines.TryAdd((line.Run, line.Ordinal), line);
            default:
                return ApplyValue(operation);
        }
    }

    private bool Change(RunId id, RunStatus from, Func<RunRecord, RunRecord> change)
    {
        if (!_runs.TryGetValue(id, out var run) || run.Status != from)
            return false;
        _runs[id] = change(run);
        return true;
    }

    private bool Retry(RunId id, long sequence, Func<RunRecord, RunRecord> change)
    {
        var answers = _answers.Values.Where(answer => answer.Run == id).OrderBy(answer => answer.Ordinal).ToList();
        if (!answers.Exists(answer => answer.Sequence == sequence && answer.Failed) || !Change(id, RunStatus.Running, change))
            return false;
        answers.ForEach(answer => _answers.Remove((id, answer.Ordinal)));
        foreach (var (answer, ordinal) in answers.Where(answer => answer.Sequence != sequence).Select((answer, n) => (answer, n + 1)))
            _answers.Add((id, ordinal), answer with { Ordinal = ordinal });
        if (_effects.GetValueOrDefault((id, sequence)) is { Status: EffectStatus.Failed })
            _effects.Remove((id, sequence));
        return true;
    }

    private bool ApplyValue(JournalOperation operation)
    {
        switch (operation)
        {
            case SetState(var rule, var key, var json, _):
                return Put(_state, (rule, key), json);
            case SetSeen(var kind, var id, var mark):
                return Put(_seen, (kind, id), mark);
            case CountKill(var rule, var image, var reason, var at):
                _kills[rule] = new() { Rule = rule, ImageHash = image, Reason = reason, At = at, Count = _kills.GetValueOrDefault(rule) is { } before && before.ImageHash == image ? before.Count + 1 : 1 };
                return true;
            case ForgetKills(var rule, var image):
                if (image is null || _kills.GetValueOrDefault(rule)?.ImageHash == image)
                    _kills.Remove(rule);
                return true;
            case MoveCursor(var name, var from, var to):
                return _cursors.GetValueOrDefault(name) == from && Put(_cursors, name, to);
            case RenameRule(var from, var to):
                foreach (var (key, json) in _state.Where(value => value.Key.Item1 == from).ToList())
                {
                    if (_state.TryAdd((to, key.Item2), json))
                        _state.Remove(key);
                }

                return true;
            default:
                throw new InvalidOperationException($"The model does not know {operation}.");
        }
    }

    private bool MoveDue(string key, string from, RunId? run, Func<Due, (Due, string, RunId?)> to)
    {
        if (!_dues.TryGetValue(key, out var due) || due.State != from || due.Run != run)
            return false;
        _dues[key] = to(due.Due);
        return true;
    }

    private static bool Put<TKey>(Dictionary<TKey, string> values, TKey key, string? value)
        where TKey : notnull
    {
        if (value is null)
            values.Remove(key);
        else
            values[key] = value;
        return true;
    }
}
