using System.Collections.Concurrent;
using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.RunLog;

/// <summary>A journal and a run log that follows it, in a folder of their own.</summary>
internal sealed class RunLogBench : ILogger<RunLogWriter>, IAsyncDisposable
{
    private readonly JournalFolder _folder = new();

    internal FakeTimeProvider Time { get; } = new(Some.Noon);

    internal ConcurrentQueue<string> Warnings { get; } = [];

    internal string JournalFile => _folder.File;

    internal string Folder => FolderOf(_folder.File);

    internal static string FolderOf(string journal) => Path.Combine(Path.GetDirectoryName(journal)!, "log");

    internal string Month => Path.Combine(Folder, "runs-2026-11.db");

    internal SqliteJournal Journal { get; private set; } = null!;

    internal Fence Fence { get; private set; }

    internal RunLogThread Thread { get; private set; } = null!;

    internal RunLogWriter Writer { get; private set; } = null!;

    internal RunLogReader Reader { get; private set; } = null!;

    internal RunLogRetention Retention { get; set; } = new();

    internal async ValueTask Start()
    {
        Journal = _folder.Open();
        Fence = await Journal.Take(Some.Account, "x", TestContext.Current.CancellationToken);
        StartLog();
    }

    internal void StartLog()
    {
        Thread = new RunLogThread(new RunLogFiles(Folder, readOnly: false, Time, this), Time);
        StartWriter();
        Reader = new RunLogReader(Thread);
    }

    internal void StartWriter() => Writer = new RunLogWriter(Journal, Thread, Retention, Time, this);

    /// <summary>Of the log alone: the journal goes on.</summary>
    internal async Task Stop()
    {
        await Writer.DisposeAsync();
        await Thread.DisposeAsync();
    }

    internal async Task Commit(params JournalOperation[] operations) =>
        (await Journal.Commit(Fence, operations, TestContext.Current.CancellationToken)).ShouldBe(CommitResult.Done);

    internal Task Start(string run, DateTimeOffset? at = null, string rule = "close-stale") => Commit(
        new AddDue(Some.Due(run)),
        new StartRun(Some.Run(run, run) with { StartedAt = at ?? Some.Noon, Rule = new RuleName(rule) }));

    internal Task End(string run, RunStatus status, DateTimeOffset? at = null) =>
        Commit(new MoveRun(new RunId(run), RunStatus.Running, Some.End(status) with { At = at ?? Some.Noon }));

    /// <summary>As the journal's own retention does.</summary>
    internal void ForgetInJournal(params IReadOnlyList<string> runs)
    {
        foreach (var run in runs)
            Execute($"DELETE FROM effects WHERE run = '{run}'; DELETE FROM logs WHERE run = '{run}'; DELETE FROM runs WHERE id = '{run}'");
    }

    internal void Execute(string sql)
    {
        using var journal = Host.Journal.JournalFile.OpenForWriting(_folder.File);
        journal.ExecuteOnce(sql);
    }

    internal async Task<RunDocument> Whole(string run) => (await Reader.Run(run)).ShouldBeOfType<RunLookup.Found>().Run;

    /// <summary>Each run of the journal is in the log as the journal has it.</summary>
    internal async Task ShouldHaveAll(params IReadOnlyList<string> runs)
    {
        (await Reader.Runs(account: null, null, null, 9_999, null)).Select(run => run.Id.Value).Order().ShouldBe(runs.Order());
        // Whole ones cost a question each.
        foreach (var id in runs.Where((_, place) => place % (1 + (runs.Count / 40)) == 0))
        {
            var run = await Whole(id);
            run.ShouldBe(RunDocument.From(Journal.Run(run.Id)!, [], []) with { Effects = run.Effects, Lines = run.Lines });
            run.Effects.ShouldBe(Journal.Effects(run.Id));
            run.Lines.ShouldBe(Journal.Log(run.Id));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Thread.Ended.IsCompleted)
            await Stop();
        await Journal.DisposeAsync();
        _folder.Dispose();
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Warnings.Enqueue(formatter(state, exception));
}
