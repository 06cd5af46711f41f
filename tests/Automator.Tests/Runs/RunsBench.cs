using System.Text.Json;
using Automator.Host;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Runs;

/// <summary>Real rules in real workers over a real journal; the clock and the account are the test's.</summary>
internal sealed class RunsBench : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private readonly Dictionary<RuleName, CatalogEntry> _rules = [];
    private CancellationTokenSource _stop = new();
    private readonly CompilerFixture _compiler;
    private Task _running = Task.CompletedTask;
    private Func<Dispatcher> _newDispatcher = null!;
    private int _dues;

    private RunsBench(CompilerFixture compiler, int lanes, ChildProgram worker)
    {
        _compiler = compiler;
        Journal = SqliteJournal.Open(Path.Combine(_folder.FullName, "journal.db"), TimeProvider.System);
        Lanes = new Lanes(worker, lanes, TimeProvider.System);
    }

    /// <summary>A Monday.</summary>
    internal static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    internal FakeTimeProvider Time { get; } = new(Start);

    internal StagedAccount Account { get; } = new();

    internal SqliteJournal Journal { get; }

    internal Fence Fence { get; private set; }

    internal Lanes Lanes { get; }

    internal RunFeed Feed { get; } = new();

    internal DueQueue Dues { get; private set; } = null!;

    internal Dispatcher Dispatcher { get; private set; } = null!;

    /// <summary>All that were made here, by their hashes: what runs can be pinned to.</summary>
    internal Dictionary<string, RuleImage> Images { get; } = [];

    /// <summary>Answers a test has seen in the journal.</summary>
    internal int Seen { get; set; }

    /// <summary>Told what is said of the runs, as it is said.</summary>
    internal Action<string>? Said { get; set; }

    /// <summary>By rule.</summary>
    internal Dictionary<string, Dictionary<string, JsonElement>> Settings { get; } = [];

    /// <summary>Ends with the dispatcher.</summary>
    internal Task Running => _running;

    internal static async Task<RunsBench> Open(CompilerFixture compiler, int lanes = 2, ChildProgram? worker = null, IAccountClient? account = null, WatchdogOptions? watchdog = null)
    {
        var bench = new RunsBench(compiler, lanes, worker ?? ChildProgram.Worker);
        bench.Fence = await bench.Journal.Take("main", "account 1", TestContext.Current.CancellationToken);
        bench.Dues = new DueQueue(bench.Journal, bench.Fence);
        bench._newDispatcher = () => bench.NewDispatcher(account ?? bench.Account, lanes, watchdog ?? new WatchdogOptions());
        bench.Dispatcher = bench._newDispatcher();
        return bench;
    }

    private Dispatcher NewDispatcher(IAccountClient account, int lanes, WatchdogOptions watchdog)
    {
        var execution = new RunExecution(Lanes, Journal, Fence, account, TimeSpan.FromSeconds(30), Feed, new HourlyEffects(Journal, Fence.Account, _ => int.MaxValue, () => { }, Time), watchdog, parks: true, Time, new Logger(this));
        return new Dispatcher(
            Journal, Fence, Dues, new RuleSource(name => _rules.GetValueOrDefault(name), Images.GetValueOrDefault, Inputs), execution, Feed,
            lanes, () => { }, Time, NullLogger<Dispatcher>.Instance);
    }

    private RunInputs Inputs(RuleName rule) => new()
    {
        Zone = new ZoneTable { Name = "UTC", FirstOffset = 0, Shifts = [] },
        Settings = Settings.GetValueOrDefault(rule.Value, []),
    };

    internal void Run() => _running = Dispatcher.Run(_stop.Token);

    /// <summary>Another host on the same journal, after this one was stopped in the middle of whatever it was at.</summary>
    /// <returns>What happens in it to the run.</returns>
    internal Task<Task<List<RunEvent>>> Restart(RunRecord run) => Restart(run.DueKey);

    /// <returns>What happens in it to the run of a due.</returns>
    internal async Task<Task<List<RunEvent>>> Restart(string dueKey)
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Dispatcher.Drain(TimeSpan.Zero);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        Fence = await Journal.Take("main", "account 1", TestContext.Current.CancellationToken);
        Dues = new DueQueue(Journal, Fence);
        Dispatcher = _newDispatcher();
        return Follow(dueKey, async () =>
        {
            await Dispatcher.Recover(TestContext.Current.CancellationToken);
            Run();
        });
    }

    internal void StopStarting() => _stop.Cancel();

    internal async Task<RuleImage> Image(string source, CompileKind kind = CompileKind.Rule)
    {
        var answer = await _compiler.Compile(CompilerFixture.Request(source) with { Kind = kind });
        answer.Errors.ShouldBeEmpty();
        var hash = Guid.NewGuid().ToString("N");
        var rule = new RuleDefinition();
        if (kind == CompileKind.Rule)
        {
            await using var lanes = new Lanes(1, TimeProvider.System);
            var registration = await new RuleRegistrar(lanes, TimeProvider.System)
                .Register(CompilerFixture.Path, hash, answer.Dll!, answer.Pdb!, TestContext.Current.CancellationToken);
            rule = registration.Rule.ShouldNotBeNull(registration.Error?.ToString());
        }

        var abilities = RuleAbilities.Of(answer.Dll!);
        return Images[hash] = new RuleImage
        {
            Hash = hash,
            Dll = answer.Dll!,
            Pdb = answer.Pdb!,
            Manifest = new RuleManifest { Rule = rule, Operations = abilities.Operations, Does = abilities.Words, Files = [] },
        };
    }

    internal async Task<CatalogEntry> Rule(string name, string source) =>
        Put(new CatalogEntry { Name = new RuleName(name), File = CompilerFixture.Path, Live = await Image(source), ChangedAt = Time.GetUtcNow() });

    internal CatalogEntry Put(CatalogEntry entry) => _rules[entry.Name] = entry;

    internal void Remove(string name) => _rules.Remove(new RuleName(name));

    internal Due Due(string rule, string handler = "demand-1", Trigger trigger = Trigger.Demand, bool dry = false, DateTimeOffset? at = null) => new()
    {
        Key = $"due:{++_dues}",
        Account = "main",
        Rule = new RuleName(rule),
        Handler = handler,
        Trigger = trigger,
        At = at ?? Time.GetUtcNow(),
        CreatedAt = Time.GetUtcNow(),
        Dry = dry,
    };

    /// <summary>Queues a due, and gives all that happens to it until its end.</summary>
    internal Task<List<RunEvent>> Fire(Due due) => Follow(due.Key, () => Add(due));

    internal Task<List<RunEvent>> StartNow(Due due, RuleImage image) =>
        Follow(due.Key, () => Dispatcher.StartNow(due, image, TestContext.Current.CancellationToken));

    /// <summary>Lets the watchdog look while the worker really works.</summary>
    internal async Task<List<RunEvent>> Looked(Task<List<RunEvent>> following)
    {
        while (!following.IsCompleted)
        {
            await Task.WhenAny(following, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken));
            Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        return await following;
    }

    internal async Task Add(params Due[] dues) =>
        (await Dues.Add([.. dues.Select(due => new JournalOperation.AddDue(due))], TestContext.Current.CancellationToken)).ShouldBe(CommitResult.Done);

    internal async Task Commit(params JournalOperation[] operations) =>
        (await Journal.Commit(Fence, operations, TestContext.Current.CancellationToken)).ShouldBe(CommitResult.Done);

    /// <summary>A run as a host that crashed left it.</summary>
    internal async Task<RunRecord> LeftRunning(Due due, params EffectStatus[] effects)
    {
        var run = new RunRecord
        {
            Id = RunId.New(Time),
            Account = "main",
            Rule = due.Rule,
            Handler = due.Handler,
            Trigger = due.Trigger,
            DueKey = due.Key,
            DueAt = due.At,
            Dry = due.Dry,
            ImageHash = "hash",
            StartedAt = Time.GetUtcNow(),
        };
        await Commit(new JournalOperation.AddDue(due), new JournalOperation.StartRun(run));
        for (var n = 0; n < effects.Length; n++)
        {
            await Commit(new JournalOperation.AddEffect(new EffectRecord
            {
                Run = run.Id,
                Sequence = n + 1,
                Operation = "todo-item.complete",
                Description = $"complete to-do {n}",
                Method = "PUT",
                Path = "/x.xml",
                IntendedAt = Time.GetUtcNow(),
                Status = effects[n] == EffectStatus.Planned ? EffectStatus.Planned : EffectStatus.Intended,
            }));
            if (effects[n] is not (EffectStatus.Intended or EffectStatus.Planned))
                await Commit(new JournalOperation.AnswerEffect(run.Id, n + 1, effects[n], null, Time.GetUtcNow()));
        }

        return run;
    }

    /// <summary>A person's word on the one effect of a run that is in doubt, and all that happens to the run from there.</summary>
    internal Task<List<RunEvent>> Settled(RunRecord run, DoubtWord word, long? id = null) => Follow(run.DueKey, async () =>
    {
        var settled = await Doubts().Say(run, word, null, id, TestContext.Current.CancellationToken);
        settled.Problem.ShouldBeNull();
        settled.Status.ShouldBe(RunStatus.Running);
        await Dispatcher.TakeUp(Journal.Run(run.Id)!);
    });

    internal RunDoubts Doubts(Func<Operation, CancellationToken, Task<object>>? ask = null) =>
        new(Journal, Fence, ask ?? ((query, _) => throw new InvalidOperationException($"The account is asked for {query}.")), Time);

    internal IReadOnlyList<RunRecord> Runs(RunStatus status) => Journal.RunsIn("main", status);

    /// <summary>The one run that waits, as soon as it does.</summary>
    internal async Task<RunRecord> Waiting()
    {
        while (Runs(RunStatus.Waiting).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        return Runs(RunStatus.Waiting).ShouldHaveSingleItem();
    }

    internal IReadOnlyList<Due> Pending => Journal.PendingDues("main");

    internal string DropReason(Due due) => Journal.DroppedDues("main", 100).Single(dropped => dropped.Key == due.Key).DropReason!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Dispatcher.Drain(TimeSpan.Zero);
        await Lanes.DisposeAsync();
        await Journal.DisposeAsync();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class Logger(RunsBench bench) : ILogger<RunExecution>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel level) => bench.Said is not null;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? fault, Func<TState, Exception?, string> text) => bench.Said?.Invoke(text(state, fault));
    }

    private async Task<List<RunEvent>> Follow(string dueKey, Func<Task> begin)
    {
        var events = new List<RunEvent>();
        await foreach (var happened in Feed.Follow(dueKey, begin, TestContext.Current.CancellationToken))
            events.Add(happened);
        return events;
    }
}
