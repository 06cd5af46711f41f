using Automator.Host;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Broker;

/// <summary>One run's broker over a real journal and a fake account.</summary>
internal sealed class BrokerBench : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private long _sequence;

    private BrokerBench(SqliteJournal journal, DirectoryInfo folder) => (Journal, _folder) = (journal, folder);

    internal SqliteJournal Journal { get; }

    internal Fence Fence { get; private set; }

    internal FakeAccount Account { get; } = new();

    internal WatchedTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    internal RunRecord Run { get; private set; } = null!;

    internal RunJournal RunJournal { get; private set; } = null!;

    internal RunBroker Broker { get; private set; } = null!;

    internal static async Task<BrokerBench> Open(bool dry = false, RunLimits? limits = null, params string[] operations)
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        var bench = new BrokerBench(SqliteJournal.Open(Path.Combine(folder.FullName, "journal.db"), TimeProvider.System), folder);
        bench.Fence = await bench.Journal.Take("main", "account 1", TestContext.Current.CancellationToken);
        await bench.Begin(dry, limits ?? new RunLimits(), operations);
        return bench;
    }

    internal Task<CallAnswer> Call(Operation operation) => Handle(new CallIssued { Sequence = ++_sequence, Operation = operation });

    /// <summary>As a run does: what is answered is journaled when it is delivered.</summary>
    /// <param name="call">The call.</param>
    /// <param name="begun">The effect, where an earlier stint has journaled it.</param>
    internal async Task<CallAnswer> Handle(CallIssued call, EffectRecord? begun = null)
    {
        if (!Broker.Admit(call))
            return new CallAnswer { Call = call, Failure = new CallFailure { Kind = CallFailureKind.Stopped, Message = Broker.Outcome.Reason! } };
        var answer = await Broker.Answer(call, begun);
        if (!answer.IsStop)
            RunJournal.Deliver(answer, Time.GetUtcNow());
        return answer;
    }

    /// <summary>How often the rule may change the account within an hour.</summary>
    internal int EffectsAnHour { get; set; } = int.MaxValue;

    internal IReadOnlyList<EffectRecord> Effects => Journal.Effects(Run.Id);

    public async ValueTask DisposeAsync()
    {
        Broker.Dispose();
        await Journal.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task Begin(bool dry, RunLimits limits, string[] operations)
    {
        var due = new Due
        {
            Key = "demand:1",
            Account = "main",
            Rule = new RuleName("rule"),
            Handler = "demand-1",
            Trigger = Trigger.Demand,
            At = Time.GetUtcNow(),
            CreatedAt = Time.GetUtcNow(),
            Dry = dry,
        };
        Run = new RunRecord
        {
            Id = RunId.New(Time),
            Account = due.Account,
            Rule = due.Rule,
            Handler = due.Handler,
            Trigger = due.Trigger,
            DueKey = due.Key,
            DueAt = due.At,
            Dry = dry,
            ImageHash = "hash",
            StartedAt = Time.GetUtcNow(),
        };
        var manifest = new RuleManifest
        {
            Rule = new RuleDefinition { Limits = limits },
            Operations = operations,
            Does = [],
            Files = [],
        };
        var done = await Journal.Commit(
            Fence, [new JournalOperation.AddDue(due), new JournalOperation.StartRun(Run)], TestContext.Current.CancellationToken);
        done.ShouldBe(CommitResult.Done);
        RunJournal = new RunJournal(Journal, Fence, Run, new RunFeed(), Time);
        Broker = new RunBroker(Run, manifest, RunJournal, Journal, Account, TimeSpan.FromSeconds(30), new EqualCreates(), new HourlyEffects(Journal, Run.Account, _ => EffectsAnHour, () => { }, Time), Time);
    }
}
