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

    internal string Folder => Path.Combine(Path.GetDirectoryName(_folder.File)!, "log");

    internal string Month => Path.Combine(Folder, "runs-2026-11.db");

    internal SqliteJournal Journal { get; private set; } = null!;

    internal Fence Fence { get; private set; }

    internal RunLogThread Thread { get; private set; } = null!;

    internal RunLogWriter Writer { get; private set; } = null!;

    internal RunLogReader Reader { get; private set; } = null!;

    internal async ValueTask Start()
    {
        Journal = _folder.Open();
        Fence = await Journal.Take(Some.Account, "x", TestContext.Current.CancellationToken);
        StartLog();
    }

    internal void StartLog()
    {
        Thread = new RunLogThread(new RunLogFiles(Folder, readOnly: false, Time, this));
        Writer = new RunLogWriter(Journal, Thread, Time, this);
        Reader = new RunLogReader(Thread);
    }

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
