using Microsoft.Data.Sqlite;

namespace Automator.Host.Journal;

/// <summary>What the file looks like, and how an older one becomes that.</summary>
internal static class JournalSchema
{
    /// <summary>"AUTO": tells a journal from any other SQLite file.</summary>
    internal const int ApplicationId = 0x4155544F;

    /// <summary>
    /// Migrations, oldest first: a file of version n has had the first n. One that was released is never edited.
    /// Instants are UTC ticks; the states of things are the names of their enums' members.
    /// </summary>
    internal static IReadOnlyList<string> Migrations { get; } =
    [
        """
        CREATE TABLE accounts (
            name TEXT PRIMARY KEY, identity TEXT NOT NULL, epoch INTEGER NOT NULL, taken_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE revisions (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL) STRICT;
        INSERT INTO revisions VALUES (1, 0);

        CREATE TABLE dues (
            ordinal INTEGER PRIMARY KEY, account TEXT NOT NULL, key TEXT NOT NULL, rule TEXT NOT NULL, handler TEXT NOT NULL,
            trigger TEXT NOT NULL, payload TEXT, at INTEGER NOT NULL, created_at INTEGER NOT NULL, dry INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('Pending', 'Taken', 'Dropped')),
            run TEXT CHECK ((run IS NOT NULL) = (state = 'Taken')),
            drop_reason TEXT CHECK ((drop_reason IS NOT NULL) = (state = 'Dropped')), dropped_at INTEGER,
            UNIQUE (account, key)
        ) STRICT;
        CREATE INDEX dues_pending ON dues (account, at, ordinal) WHERE state = 'Pending';
        CREATE INDEX dues_dropped ON dues (account, dropped_at, ordinal) WHERE state = 'Dropped';

        CREATE TABLE runs (
            id TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL, rule TEXT NOT NULL, handler TEXT NOT NULL, trigger TEXT NOT NULL,
            due_key TEXT NOT NULL, due_at INTEGER NOT NULL, payload TEXT, dry INTEGER NOT NULL, image TEXT NOT NULL,
            started_at INTEGER NOT NULL, status TEXT NOT NULL, revision INTEGER NOT NULL UNIQUE,
            ended_at INTEGER, reason TEXT, reads INTEGER, writes INTEGER, calls INTEGER, waited INTEGER,
            CHECK ((ended_at IS NULL) = (status = 'Running'))
        ) STRICT;
        CREATE INDEX runs_by_status ON runs (account, status, id);

        CREATE TABLE effects (
            run TEXT NOT NULL REFERENCES runs (id), sequence INTEGER NOT NULL, operation TEXT NOT NULL, description TEXT NOT NULL,
            method TEXT NOT NULL, path TEXT NOT NULL, body TEXT, intended_at INTEGER NOT NULL, status TEXT NOT NULL, answer TEXT,
            answered_at INTEGER,
            PRIMARY KEY (run, sequence)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE logs (
            run TEXT NOT NULL REFERENCES runs (id), ordinal INTEGER NOT NULL, at INTEGER NOT NULL, level TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (run, ordinal)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE state (
            account TEXT NOT NULL, rule TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, run TEXT NOT NULL,
            PRIMARY KEY (account, rule, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE cursors (
            account TEXT NOT NULL, name TEXT NOT NULL, position TEXT NOT NULL, PRIMARY KEY (account, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seen (
            account TEXT NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (account, kind, id)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE kills (
            account TEXT NOT NULL, rule TEXT NOT NULL, image TEXT NOT NULL, count INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (account, rule)
        ) STRICT, WITHOUT ROWID;
        """,
        // A table's checks cannot be changed: it is made anew. Foreign keys are not looked at meanwhile. The ordinal of a due is given once,
        // also where the last one was let go: who has read up to it asks for those behind it.
        """
        ALTER TABLE accounts ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE revisions ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE effects ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE logs ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE state ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cursors ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE seen ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE kills ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE blobs (hash BLOB PRIMARY KEY NOT NULL, packed BLOB NOT NULL) STRICT;

        CREATE TABLE pauses (
            account TEXT NOT NULL, rule TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT, seal INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, rule)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE spent_keys (
            account TEXT NOT NULL, hash BLOB NOT NULL, seal INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, hash)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runs_3 (
            id TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL, rule TEXT NOT NULL, handler TEXT NOT NULL, trigger TEXT NOT NULL,
            due_key TEXT NOT NULL, due_at INTEGER NOT NULL, payload TEXT, dry INTEGER NOT NULL, image TEXT NOT NULL,
            started_at INTEGER NOT NULL, status TEXT NOT NULL, revision INTEGER NOT NULL UNIQUE,
            ended_at INTEGER, reason TEXT, reads INTEGER, writes INTEGER, calls INTEGER, waited INTEGER,
            inputs TEXT, inputs_blob BLOB REFERENCES blobs (hash), wake_at INTEGER, subject INTEGER,
            retries INTEGER NOT NULL DEFAULT 0, retry_reason TEXT, bodies_gone_at INTEGER, seal INTEGER NOT NULL DEFAULT 0, slept INTEGER, worked INTEGER, depth INTEGER NOT NULL DEFAULT 0,
            CHECK ((ended_at IS NULL) = (status IN ('Running', 'Waiting'))),
            CHECK ((wake_at IS NOT NULL) = (status = 'Waiting'))
        ) STRICT;
        INSERT INTO runs_3
            SELECT id, account, rule, handler, trigger, due_key, due_at, payload, dry, image, started_at, status, revision,
                ended_at, reason, reads, writes, calls, waited, NULL, NULL, NULL, NULL, 0, NULL, NULL, 0, NULL, NULL, 0
            FROM runs;
        DROP TABLE runs;
        ALTER TABLE runs_3 RENAME TO runs;
        CREATE INDEX runs_by_status ON runs (account, status, id);
        CREATE INDEX runs_by_inputs ON runs (inputs_blob) WHERE inputs_blob IS NOT NULL;
        CREATE INDEX runs_by_end ON runs (ended_at) WHERE status NOT IN ('Interrupted', 'InDoubt');
        CREATE INDEX runs_with_bodies ON runs (ended_at) WHERE status NOT IN ('Interrupted', 'InDoubt') AND bodies_gone_at IS NULL;

        CREATE TABLE answers (
            run TEXT NOT NULL REFERENCES runs (id), ordinal INTEGER NOT NULL, sequence INTEGER NOT NULL, operation TEXT NOT NULL,
            request BLOB NOT NULL, at INTEGER NOT NULL, reads INTEGER NOT NULL, failed INTEGER NOT NULL,
            body TEXT, blob BLOB REFERENCES blobs (hash), seal INTEGER NOT NULL DEFAULT 0, CHECK (body IS NULL OR blob IS NULL),
            PRIMARY KEY (run, ordinal), UNIQUE (run, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX answers_by_blob ON answers (blob) WHERE blob IS NOT NULL;

        CREATE TABLE dues_3 (
            ordinal INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, key TEXT NOT NULL, rule TEXT NOT NULL, handler TEXT NOT NULL,
            trigger TEXT NOT NULL, payload TEXT, at INTEGER NOT NULL, created_at INTEGER NOT NULL, dry INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('Pending', 'Taken', 'Dropped')),
            run TEXT CHECK ((run IS NOT NULL) = (state = 'Taken')),
            drop_reason TEXT CHECK ((drop_reason IS NOT NULL) = (state = 'Dropped')), dropped_at INTEGER,
            subject INTEGER, seal INTEGER NOT NULL DEFAULT 0, depth INTEGER NOT NULL DEFAULT 0,
            joined INTEGER NOT NULL DEFAULT 0 CHECK (joined = 0 OR state = 'Taken'),
            UNIQUE (account, key)
        ) STRICT;
        INSERT INTO dues_3
            SELECT ordinal, account, key, rule, handler, trigger, payload, at, created_at, dry, state, run, drop_reason, dropped_at, NULL, 0, 0, 0
            FROM dues;
        DROP TABLE dues;
        ALTER TABLE dues_3 RENAME TO dues;
        CREATE INDEX dues_pending ON dues (account, ordinal) WHERE state = 'Pending';
        CREATE INDEX dues_dropped ON dues (account, dropped_at, ordinal) WHERE state = 'Dropped';
        CREATE INDEX dues_by_rule ON dues (account, rule, at, ordinal);
        CREATE INDEX dues_joined ON dues (run) WHERE joined = 1;

        ALTER TABLE logs ADD COLUMN from_host INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE effects ADD COLUMN request BLOB;
        ALTER TABLE effects ADD COLUMN result TEXT;
        ALTER TABLE effects ADD COLUMN largest_id_before INTEGER;
        ALTER TABLE effects ADD COLUMN doubt TEXT;
        CREATE INDEX effects_by_path ON effects (path, operation);
        CREATE INDEX effects_by_answer ON effects (answer, operation) WHERE status = 'Done' AND answer IS NOT NULL;
        """,
    ];

    /// <summary>Refuses what is no journal, or one of a newer version, before anything is written to it.</summary>
    internal static void Require(JournalConnection connection, string file, int newest)
    {
        var id = Pragma(connection, "application_id");
        var version = Version(connection);
        if (id != ApplicationId)
        {
            throw new JournalException($"{file} is not a journal of Automator, but another SQLite database. " +
                "Move it away, or give the host another data folder.");
        }

        if (version < 1)
            throw JournalFault.Damaged(file, $"it says that it has version {version}");
        if (version > newest)
        {
            throw new JournalException($"{file} was written by a newer Automator: it has version {version}, this one knows {newest}. " +
                "Install the newer Automator again, or restore a backup made before it was installed.");
        }
    }

    /// <summary>Each migration is a transaction of its own: after a failure the file has the version it says.</summary>
    internal static void Migrate(JournalConnection connection, IReadOnlyList<string> migrations)
    {
        for (var version = Version(connection); version < migrations.Count; version++)
        {
            connection.ExecuteOnce("BEGIN IMMEDIATE");
            try
            {
                connection.ExecuteOnce(migrations[version]);
                RowSeals.SealAll(connection);
                connection.ExecuteOnce($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1}; COMMIT");
            }
            catch (SqliteException)
            {
                connection.ExecuteOnce("ROLLBACK");
                throw;
            }
        }
    }

    internal static int Version(JournalConnection connection) => (int)Pragma(connection, "user_version");

    private static long Pragma(JournalConnection connection, string name) => connection.First($"PRAGMA {name}", row => row.GetInt64(0));
}
