namespace Automator.Host.Journal;

/// <summary>Writes the operations of one batch inside a transaction. False means conflict: the caller takes the batch back.</summary>
internal sealed class OperationWriter(JournalConnection journal)
{
    private readonly JournalBlobs _blobs = new(journal);

    internal bool Write(string account, JournalOperation operation) => operation switch
    {
        JournalOperation.AddDue add => AddDue(add.Due),
        JournalOperation.RefuseDue refuse => AddDue(refuse.Due, refuse.Reason),
        JournalOperation.DropDue drop => DropDue(account, drop),
        JournalOperation.StartRun start => StartRun(start.Run, start.Inputs),
        JournalOperation.JoinRun join => JoinRun(account, join),
        JournalOperation.MoveRun move => MoveRun(account, move),
        JournalOperation.ParkRun park => ParkRun(account, park),
        JournalOperation.RetryCall retry => RetryCall(account, retry),
        JournalOperation.WakeRun wake => WakeRun(account, wake),
        JournalOperation.AddAnswer add => AddAnswer(account, add.Answer),
        JournalOperation.RequeueDue requeue => RequeueDue(account, requeue),
        JournalOperation.AddEffect add => AddEffect(account, add.Effect),
        JournalOperation.WithdrawEffect withdraw => WithdrawEffect(account, withdraw),
        JournalOperation.AnswerEffect answer => AnswerEffect(account, answer),
        JournalOperation.AddLog add => AddLog(account, add.Line),
        JournalOperation.SetState set => SetState(account, set),
        JournalOperation.RenameRule rename => RenameRule(account, rename),
        JournalOperation.CountKill kill => CountKill(account, kill),
        JournalOperation.ForgetKills forget => ForgetKills(account, forget),
        JournalOperation.Pause pause => Pause(account, pause),
        JournalOperation.Resume resume => One(journal.Execute(
            "DELETE FROM pauses WHERE account = $account AND rule = $rule", ("$account", account), ("$rule", resume.Rule?.Value ?? ""))),
        JournalOperation.MoveCursor move => MoveCursor(account, move),
        JournalOperation.SetSeen set => SetSeen(account, set),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operation the journal does not know."),
    };

    private bool AddDue(Due due, string? refusal = null)
    {
        journal.Execute(
            """
            INSERT INTO dues (account, key, rule, handler, trigger, payload, subject, depth, at, created_at, dry, state, drop_reason, dropped_at)
            SELECT $account, $key, $rule, $handler, $trigger, $payload, $subject, $depth, $at, $createdAt, $dry, $state, $reason, $droppedAt
            WHERE NOT EXISTS (SELECT 1 FROM spent_keys WHERE account = $account AND hash = $hash)
            ON CONFLICT (account, key) DO NOTHING
            """,
            ("$account", due.Account), ("$key", due.Key), ("$rule", due.Rule.Value), ("$handler", due.Handler),
            ("$trigger", due.Trigger.ToString()), ("$payload", due.Payload), ("$subject", due.Subject), ("$depth", due.Depth), ("$at", due.At.UtcTicks),
            ("$createdAt", due.CreatedAt.UtcTicks), ("$dry", due.Dry), ("$state", refusal is null ? "Pending" : "Dropped"),
            ("$reason", refusal), ("$droppedAt", refusal is null ? null : due.CreatedAt.UtcTicks), ("$hash", RetentionWriter.HashOf(due.Key)));
        return true;
    }

    private bool DropDue(string account, JournalOperation.DropDue drop) => One(journal.Execute(
        """
        UPDATE dues SET state = 'Dropped', drop_reason = $reason, dropped_at = $at
        WHERE account = $account AND key = $key AND state = 'Pending'
        """,
        ("$account", account), ("$key", drop.Key), ("$reason", drop.Reason), ("$at", drop.At.UtcTicks)));

    private bool StartRun(RunRecord run, JournalBody? inputs)
    {
        _blobs.Keep(inputs);
        return One(journal.Execute(
                "UPDATE dues SET state = 'Taken', run = $run WHERE account = $account AND key = $key AND state = 'Pending'",
                ("$account", run.Account), ("$key", run.DueKey), ("$run", run.Id.Value))) &&
            One(journal.Execute(
                """
                INSERT INTO runs
                    (id, account, rule, handler, trigger, due_key, due_at, payload, subject, depth, dry, image, started_at, status, revision,
                    inputs, inputs_blob)
                VALUES ($id, $account, $rule, $handler, $trigger, $dueKey, $dueAt, $payload, $subject, $depth, $dry, $image, $startedAt, $status, $revision,
                    $inputs, $inputsBlob)
                ON CONFLICT (id) DO NOTHING
                """,
                ("$id", run.Id.Value), ("$account", run.Account), ("$rule", run.Rule.Value), ("$handler", run.Handler),
                ("$trigger", run.Trigger.ToString()), ("$dueKey", run.DueKey), ("$dueAt", run.DueAt.UtcTicks),
                ("$payload", run.Payload), ("$subject", run.Subject), ("$depth", run.Depth), ("$dry", run.Dry), ("$image", run.ImageHash), ("$startedAt", run.StartedAt.UtcTicks),
                ("$status", nameof(RunStatus.Running)), ("$revision", NextRevision()),
                ("$inputs", inputs is { Hash: null } ? inputs.Text : null), ("$inputsBlob", inputs?.Hash)));
    }

    private bool JoinRun(string account, JournalOperation.JoinRun join) => One(journal.Execute(
        """
        UPDATE dues SET state = 'Taken', run = $run, joined = 1
        WHERE account = $account AND key = $key AND state = 'Pending'
            AND EXISTS (SELECT 1 FROM runs WHERE id = $run AND account = $account AND status = 'Running')
        """,
        ("$account", account), ("$key", join.Key), ("$run", join.Run.Value)));

    private bool MoveRun(string account, JournalOperation.MoveRun move)
    {
        var end = move.End.Status == RunStatus.Running ? null : move.End;
        return One(journal.Execute(
            """
            UPDATE runs SET status = $to, revision = $revision, ended_at = $at, reason = $reason,
                reads = $reads, writes = $writes, calls = $calls, waited = $waited, slept = $slept, worked = $worked, wake_at = NULL
            WHERE id = $id AND account = $account AND status = $from AND ($to <> 'Running' OR bodies_gone_at IS NULL)
            """,
            ("$id", move.Run.Value), ("$account", account), ("$from", move.From.ToString()), ("$to", move.End.Status.ToString()),
            ("$revision", NextRevision()), ("$at", end?.At.UtcTicks), ("$reason", end?.Reason), ("$reads", end?.Reads),
            ("$writes", end?.Writes), ("$calls", end?.Calls), ("$waited", end?.Waited.Ticks),
            ("$slept", end?.Slept.Ticks), ("$worked", end?.Worked.Ticks)));
    }

    private bool ParkRun(string account, JournalOperation.ParkRun park) => One(journal.Execute(
        """
        UPDATE runs SET status = 'Waiting', wake_at = $at, waited = $waited, revision = $revision
        WHERE id = $id AND account = $account AND status = 'Running'
        """,
        ("$id", park.Run.Value), ("$account", account), ("$at", park.WakeAt.UtcTicks), ("$waited", park.Waited.Ticks), ("$revision", NextRevision())));

    /// <summary>The answers behind it move up: what is there has no gaps.</summary>
    private bool RetryCall(string account, JournalOperation.RetryCall retry)
    {
        (string, object?)[] call = [("$run", retry.Run.Value), ("$sequence", retry.Sequence)];
        var (ordinal, blob) = journal.First(
            "SELECT ordinal, blob FROM answers WHERE run = $run AND sequence = $sequence AND failed", row => (row.GetInt64(0), JournalRows.Bytes(row, 1)), call);
        if (ordinal == 0 || !One(journal.Execute(
            """
            UPDATE runs SET status = 'Waiting', wake_at = $at, retries = retries + 1, retry_reason = $reason, waited = $waited, revision = $revision
            WHERE id = $id AND account = $account AND status = 'Running'
            """,
            ("$id", retry.Run.Value), ("$account", account), ("$at", retry.WakeAt.UtcTicks), ("$reason", retry.Reason),
            ("$waited", retry.Waited.Ticks), ("$revision", NextRevision()))))
        {
            return false;
        }

        journal.Execute("DELETE FROM answers WHERE run = $run AND sequence = $sequence", call);
        _blobs.LetGo(blob);
        journal.Execute("DELETE FROM effects WHERE run = $run AND sequence = $sequence AND status = 'Failed'", call);
        // In two steps, since no two may have one ordinal at any moment.
        journal.Execute("UPDATE answers SET ordinal = 1 - ordinal WHERE run = $run AND ordinal > $ordinal", ("$run", retry.Run.Value), ("$ordinal", ordinal));
        journal.Execute("UPDATE answers SET ordinal = -ordinal WHERE run = $run AND ordinal < 0", ("$run", retry.Run.Value));
        return true;
    }

    private bool WakeRun(string account, JournalOperation.WakeRun wake) => One(journal.Execute(
        "UPDATE runs SET status = 'Running', wake_at = NULL, revision = $revision WHERE id = $id AND account = $account AND status = 'Waiting'",
        ("$id", wake.Run.Value), ("$account", account), ("$revision", NextRevision())));

    private bool AddAnswer(string account, AnswerRecord answer)
    {
        _blobs.Keep(answer.Body);
        return One(journal.Execute(
            """
            INSERT INTO answers (run, ordinal, sequence, operation, request, at, reads, failed, body, blob)
            SELECT $run, $ordinal, $sequence, $operation, $request, $at, $reads, $failed, $body, $blob
            WHERE EXISTS (SELECT 1 FROM runs WHERE id = $run AND account = $account AND status = 'Running')
                AND $ordinal = 1 + (SELECT coalesce(max(ordinal), 0) FROM answers WHERE run = $run)
            ON CONFLICT (run, sequence) DO NOTHING
            """,
            ("$account", account), ("$run", answer.Run.Value), ("$ordinal", answer.Ordinal), ("$sequence", answer.Sequence),
            ("$operation", answer.Operation), ("$request", answer.Request), ("$at", answer.At.UtcTicks), ("$reads", answer.Reads),
            ("$failed", answer.Failed), ("$body", answer.Body.Hash is null ? answer.Body.Text : null), ("$blob", answer.Body.Hash)));
    }

    private bool RequeueDue(string account, JournalOperation.RequeueDue requeue)
    {
        if (!One(journal.Execute(
            "UPDATE dues SET state = 'Pending', run = NULL WHERE account = $account AND key = $key AND state = 'Taken' AND run = $run AND joined = 0",
            ("$account", account), ("$key", requeue.Key), ("$run", requeue.Run.Value))))
        {
            return false;
        }

        journal.Execute("UPDATE dues SET state = 'Pending', run = NULL, joined = 0 WHERE run = $run AND joined = 1", ("$run", requeue.Run.Value));
        return true;
    }

    private bool AddEffect(string account, EffectRecord effect) => One(journal.Execute(
        """
        INSERT INTO effects
            (run, sequence, operation, description, method, path, body, intended_at, status, answer, answered_at, request, largest_id_before)
        SELECT $run, $sequence, $operation, $description, $method, $path, $body, $intendedAt, $status, $answer, $answeredAt, $request, $largestIdBefore
        WHERE EXISTS (SELECT 1 FROM runs WHERE id = $run AND account = $account AND status = 'Running')
        ON CONFLICT (run, sequence) DO NOTHING
        """,
        ("$account", account), ("$run", effect.Run.Value), ("$sequence", effect.Sequence), ("$operation", effect.Operation),
        ("$description", effect.Description), ("$method", effect.Method), ("$path", effect.Path), ("$body", effect.Body),
        ("$intendedAt", effect.IntendedAt.UtcTicks), ("$status", effect.Status.ToString()), ("$answer", effect.Answer),
        ("$answeredAt", effect.AnsweredAt?.UtcTicks), ("$request", effect.Request),
        ("$largestIdBefore", effect.LargestIdBefore)));

    private bool WithdrawEffect(string account, JournalOperation.WithdrawEffect withdraw) => One(journal.Execute(
        """
        DELETE FROM effects WHERE run = $run AND sequence = $sequence AND status IN ('Intended', 'NotDone')
            AND EXISTS (SELECT 1 FROM runs WHERE id = $run AND account = $account)
        """,
        ("$account", account), ("$run", withdraw.Run.Value), ("$sequence", withdraw.Sequence)));

    private bool AnswerEffect(string account, JournalOperation.AnswerEffect answer) => One(journal.Execute(
        """
        UPDATE effects SET status = $status, answer = $answer, answered_at = $at, result = $result, doubt = $doubt
        WHERE run = $run AND sequence = $sequence AND status IN ('Intended', 'InDoubt')
            AND EXISTS (SELECT 1 FROM runs WHERE id = $run AND account = $account)
        """,
        ("$account", account), ("$run", answer.Run.Value), ("$sequence", answer.Sequence), ("$status", answer.Status.ToString()),
        ("$answer", answer.Answer), ("$at", answer.At.UtcTicks), ("$result", answer.Result), ("$doubt", answer.Doubt)));

    private bool AddLog(string account, LogRecord line) => One(journal.Execute(
        """
        INSERT INTO logs (run, ordinal, at, level, text, from_host) SELECT $run, $ordinal, $at, $level, $text, $fromHost
        WHERE EXISTS (SELECT 1 FROM runs WHERE id = $run AND account = $account)
        ON CONFLICT (run, ordinal) DO NOTHING
        """,
        ("$account", account), ("$run", line.Run.Value), ("$ordinal", line.Ordinal), ("$at", line.At.UtcTicks),
        ("$level", line.Level.ToString()), ("$text", line.Text), ("$fromHost", line.FromHost)));

    private bool SetState(string account, JournalOperation.SetState set)
    {
        if (set.Json is null)
        {
            journal.Execute("DELETE FROM state WHERE account = $account AND rule = $rule AND key = $key",
                ("$account", account), ("$rule", set.Rule.Value), ("$key", set.Key));
        }
        else
        {
            journal.Execute(
                """
                INSERT INTO state (account, rule, key, json, run) VALUES ($account, $rule, $key, $json, $run)
                ON CONFLICT (account, rule, key) DO UPDATE SET json = excluded.json, run = excluded.run
                """,
                ("$account", account), ("$rule", set.Rule.Value), ("$key", set.Key), ("$json", set.Json), ("$run", set.Run.Value));
        }

        return true;
    }

    private bool RenameRule(string account, JournalOperation.RenameRule rename)
    {
        journal.Execute("UPDATE OR REPLACE pauses SET rule = $to WHERE account = $account AND rule = $from",
            ("$account", account), ("$from", rename.From.Value), ("$to", rename.To.Value));
        journal.Execute("UPDATE OR IGNORE state SET rule = $to WHERE account = $account AND rule = $from",
            ("$account", account), ("$from", rename.From.Value), ("$to", rename.To.Value));
        return true;
    }

    private bool CountKill(string account, JournalOperation.CountKill kill)
    {
        journal.Execute(
            """
            INSERT INTO kills (account, rule, image, count, reason, at) VALUES ($account, $rule, $image, 1, $reason, $at)
            ON CONFLICT (account, rule) DO UPDATE SET
                count = CASE WHEN image = excluded.image THEN count + 1 ELSE 1 END,
                image = excluded.image, reason = excluded.reason, at = excluded.at
            """,
            ("$account", account), ("$rule", kill.Rule.Value), ("$image", kill.ImageHash), ("$reason", kill.Reason), ("$at", kill.At.UtcTicks));
        return true;
    }

    private bool ForgetKills(string account, JournalOperation.ForgetKills forget)
    {
        journal.Execute("DELETE FROM kills WHERE account = $account AND rule = $rule AND ($image IS NULL OR image = $image)",
            ("$account", account), ("$rule", forget.Rule.Value), ("$image", forget.ImageHash));
        return true;
    }

    private bool Pause(string account, JournalOperation.Pause pause)
    {
        journal.Execute(
            "INSERT INTO pauses (account, rule, at, reason) VALUES ($account, $rule, $at, $reason) ON CONFLICT (account, rule) DO NOTHING",
            ("$account", account), ("$rule", pause.Rule?.Value ?? ""), ("$at", pause.At.UtcTicks), ("$reason", pause.Reason));
        return true;
    }

    private bool MoveCursor(string account, JournalOperation.MoveCursor move) => move.From is null
        ? One(journal.Execute(
            "INSERT INTO cursors (account, name, position) VALUES ($account, $name, $to) ON CONFLICT (account, name) DO NOTHING",
            ("$account", account), ("$name", move.Name), ("$to", move.To)))
        : One(journal.Execute(
            "UPDATE cursors SET position = $to WHERE account = $account AND name = $name AND position = $from",
            ("$account", account), ("$name", move.Name), ("$from", move.From), ("$to", move.To)));

    private bool SetSeen(string account, JournalOperation.SetSeen set)
    {
        if (set.Mark is null)
        {
            journal.Execute("DELETE FROM seen WHERE account = $account AND kind = $kind AND id = $id",
                ("$account", account), ("$kind", set.Kind), ("$id", set.Id));
        }
        else
        {
            journal.Execute(
                """
                INSERT INTO seen (account, kind, id, mark) VALUES ($account, $kind, $id, $mark)
                ON CONFLICT (account, kind, id) DO UPDATE SET mark = excluded.mark
                """,
                ("$account", account), ("$kind", set.Kind), ("$id", set.Id), ("$mark", set.Mark));
        }

        return true;
    }

    private long NextRevision() => journal.First("UPDATE revisions SET last = last + 1 RETURNING last", row => row.GetInt64(0));

    private static bool One(int rows) => rows == 1;
}
