using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Automator.Host.Journal;

/// <summary>
/// The one thread that writes. Everything that waits goes into one transaction, so that many share one flush of the disk;
/// each in a savepoint, so that one's conflict does not undo another. What is long has a transaction to itself: in a savepoint, SQLite goes
/// through all that it has kept for taking it back at the end of every statement, so that twice as many take four times as long.
/// </summary>
internal sealed class CommitLoop : IAsyncDisposable
{
    private const int MostInOneTransaction = 1_000;

    /// <summary>Operations of one that shares its transaction with others.</summary>
    private const int MostInASavepoint = 256;

    private readonly Channel<JournalWrite> _waiting = Channel.CreateUnbounded<JournalWrite>(new() { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JournalConnection _journal;
    private readonly string _file;
    private readonly LogBound _bound;
    private JournalException? _doubt;

    internal CommitLoop(JournalConnection journal, string file)
    {
        _journal = journal;
        _file = file;
        _bound = new LogBound(journal, file);
        new Thread(Run) { IsBackground = true, Name = "journal" }.Start();
    }

    internal void Add(JournalWrite write)
    {
        if (!_waiting.Writer.TryWrite(write))
            write.Fail(new JournalException($"The journal {_file} is closed: the host is stopping."));
    }

    /// <summary>What waits is still written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        var group = new List<JournalWrite>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MostInOneTransaction && _waiting.Reader.TryPeek(out var next) && Share(group, next) && _waiting.Reader.TryRead(out var write))
            {
                if (write.GivenUp)
                    write.Cancel();
                else
                    group.Add(write);
            }

            Commit(group);
        }

        _journal.Dispose();
        _ended.SetResult();
    }

    private static bool Share(List<JournalWrite> group, JournalWrite next) =>
        group.Count == 0 || (group[0].Size <= MostInASavepoint && next.Size <= MostInASavepoint);

    private void Commit(List<JournalWrite> group)
    {
        if (_doubt is not null)
        {
            group.ForEach(write => write.Fail(_doubt));
            return;
        }

        try
        {
            _journal.Execute("BEGIN IMMEDIATE");
            var isAlone = group.Count == 1;
            group.RemoveAll(write => !(isAlone ? WriteAlone(write) : WriteAmongOthers(write)));
            if (_journal.InTransaction)
                _journal.Execute("COMMIT");
            group.ForEach(write => write.Complete());
            group.Clear();
            _bound.AfterCommit();
        }
        catch (SqliteException fault)
        {
            var told = Refuse(fault);
            group.ForEach(write => write.Fail(told));
        }
    }

    /// <summary>What has to be taken back ends the transaction. False when it failed by its own fault and has been told so.</summary>
    private bool WriteAlone(JournalWrite write) => Write(write, () => _journal.Execute("ROLLBACK"));

    private bool WriteAmongOthers(JournalWrite write)
    {
        _journal.Execute("SAVEPOINT batch");
        var isWritten = Write(write, () => _journal.Execute("ROLLBACK TO batch"));
        _journal.Execute("RELEASE batch");
        return isWritten;
    }

    private bool Write(JournalWrite write, Action takeBack)
    {
        try
        {
            if (!write.Write())
                takeBack();
            return true;
        }
        catch (Exception fault) when (JournalFault.IsOfOneBatch(fault))
        {
            takeBack();
            write.Fail(fault is SqliteException sqlite ? JournalFault.Explain(_file, "written", sqlite) : fault);
            return false;
        }
    }

    private JournalException Refuse(SqliteException fault)
    {
        var told = JournalFault.Explain(_file, "written", fault);
        if (JournalFault.LeavesDoubt(fault) || !RolledBack())
        {
            _doubt = new JournalException(
                $"The journal is not written any more since a write failed, until the host starts again. {told.Message}", fault);
        }

        return told;
    }

    private bool RolledBack()
    {
        try
        {
            // SQLite has done it by itself after some failures, and then there is nothing to roll back.
            if (_journal.InTransaction)
                _journal.Execute("ROLLBACK");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
