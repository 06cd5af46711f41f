using Automator.Host;
using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Host.Triggers;
using Automator.Host.Triggers.Watching;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Triggers;

/// <summary>A real journal, a clock of the test's own, and triggers that die and come back on them.</summary>
internal sealed class TriggerStage : IAsyncDisposable
{
    internal const string Account = "main";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private readonly List<IDisposable> _triggers = [];

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero));

    internal SqliteJournal Journal { get; private set; } = null!;

    internal FlakyJournal Flaky { get; private set; } = null!;

    internal DueQueue Dues { get; private set; } = null!;

    internal static async Task<TriggerStage> Open()
    {
        var stage = new TriggerStage();
        await stage.Restart();
        return stage;
    }

    /// <summary>The host is dead: what is not in the journal is gone.</summary>
    internal async Task Restart()
    {
        await Close();
        Journal = SqliteJournal.Open(Path.Combine(_folder.FullName, "journal.db"), Time);
        Flaky = new FlakyJournal(Journal);
        Dues = new DueQueue(Flaky, await Journal.Take(Account, "acme", Cancellation));
    }

    /// <summary>By the scheduler, to whoever reads the log.</summary>
    internal List<string> Said { get; } = [];

    /// <summary>Of the account.</summary>
    internal HashSet<DateOnly> Holidays { get; } = [];

    internal Scheduler Scheduler(params LiveHandler[] live)
    {
        var zones = new ScheduleZones(TimeZoneInfo.Utc, name => AccountZone.TryFind(name, out var zone) ? zone.Info : null, Account, Holidays);
        var scheduler = new Scheduler(Account, Flaky, Dues, zones, new SchedulerOptions(), Time, new Log(Said));
        _triggers.Add(scheduler);
        scheduler.Listen(Live(live));
        return scheduler;
    }

    internal AccountWatch Watch(AskAccount ask, AccountWatchOptions? options, params LiveHandler[] live)
    {
        var watch = new AccountWatch(Account, Flaky, Dues, ask, TimeZoneInfo.Utc, options ?? new AccountWatchOptions(), Time, NullLogger<AccountWatch>.Instance);
        _triggers.Add(watch);
        watch.Listen(Live(live));
        return watch;
    }

    internal Chains Chains(params LiveHandler[] live)
    {
        var chains = new Chains(Account, Flaky, Dues, Time, NullLogger<Chains>.Instance);
        _triggers.Add(chains);
        chains.Listen(Live(live));
        return chains;
    }

    internal async Task Commit(params JournalOperation[] batch) => (await Dues.Add(batch, Cancellation)).ShouldBe(CommitResult.Done);

    /// <summary>A run that is under way.</summary>
    internal async Task<RunId> Begin(string rule, int depth = 0, bool dry = false)
    {
        var id = RunId.New(Time);
        var due = new Due
        {
            Key = $"due:{id}",
            Account = Account,
            Rule = new RuleName(rule),
            Handler = "schedule-1",
            Trigger = Trigger.Schedule,
            At = Time.GetUtcNow(),
            CreatedAt = Time.GetUtcNow(),
            Depth = depth,
            Dry = dry,
        };
        var run = new RunRecord
        {
            Id = id,
            Account = Account,
            Rule = due.Rule,
            Handler = due.Handler,
            Trigger = due.Trigger,
            DueKey = due.Key,
            DueAt = due.At,
            Depth = depth,
            Dry = dry,
            ImageHash = "image",
            StartedAt = due.At,
        };
        await Commit(new JournalOperation.AddDue(due), new JournalOperation.StartRun(run));
        return id;
    }

    /// <summary>A run that has done one thing.</summary>
    internal async Task<RunId> Did(string rule, string operation, string path, string? made = null, int depth = 0, bool isAnswered = true)
    {
        var run = await Begin(rule, depth);
        await Commit(new JournalOperation.AddEffect(new EffectRecord
        {
            Run = run,
            Sequence = 1,
            Operation = operation,
            Description = operation,
            Method = "PUT",
            Path = path,
            IntendedAt = Time.GetUtcNow(),
        }));
        if (isAnswered)
            await Commit(new JournalOperation.AnswerEffect(run, 1, EffectStatus.Done, made, Time.GetUtcNow(), "null"));
        return run;
    }

    internal static LiveRules Live(params LiveHandler[] live) => new() { Handlers = live };

    internal static LiveHandler Schedule(string cron, Misfire misfire = Misfire.Once, string rule = "tick", string? zone = null) => new(
        new RuleName(rule),
        new HandlerDefinition { Key = "schedule-1", Trigger = Trigger.Schedule, Cron = cron, Zone = zone, Misfire = misfire });

    internal static LiveHandler On(Trigger trigger, string rule = "listener") =>
        new(new RuleName(rule), new HandlerDefinition { Key = $"{trigger.ToName()}-1", Trigger = trigger });

    /// <summary>What is due, told by the time of day, in the order of the instants.</summary>
    internal string Fires(string rule = "tick") =>
        string.Join(' ', Pending(rule).Select(due => due.At).Order().Select(at => $"{at:HH:mm:ss}"));

    internal IReadOnlyList<Due> Pending(string? rule = null) =>
        [.. Journal.PendingDues(Account).Where(due => rule is null || due.Rule.Value == rule)];

    public async ValueTask DisposeAsync()
    {
        await Close();
        _folder.Delete(recursive: true);
    }

    private async Task Close()
    {
        foreach (var trigger in _triggers)
            trigger.Dispose();
        _triggers.Clear();
        if (Journal is not null)
            await Journal.DisposeAsync();
    }

    private sealed class Log(List<string> said) : ILogger<Scheduler>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => true;

        void ILogger.Log<TState>(LogLevel level, EventId id, TState state, Exception? fault, Func<TState, Exception?, string> text) => said.Add(text(state, fault));
    }
}
