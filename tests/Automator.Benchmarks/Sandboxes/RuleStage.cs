using System.Diagnostics;
using Automator.Benchmarks.Hosts;
using Automator.Host;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Benchmarks.Sandboxes;

/// <summary>
/// The rooms of a host that a run passes, from its due to its end, with a real journal and the confined worker and compiler of a
/// layout; the account answers at once, out of nothing.
/// </summary>
internal sealed class RuleStage : IAsyncDisposable
{
    private const string File = "/rules/bench.csx";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");
    private readonly CancellationTokenSource _stop = new();
    private readonly CompilerProcess _compiler;
    private readonly IJournal _journal;
    private readonly RunFeed _feed = new();
    private CatalogEntry? _rule;
    private DueQueue _dues = null!;
    private Dispatcher _dispatcher = null!;
    private Task _running = Task.CompletedTask;
    private int _count;

    private RuleStage(Layout layout, int lanes, Func<IJournal, IJournal> around)
    {
        var worker = ChildProgram.Worker with { Path = Path.Combine(layout.Folder, "worker", "Automator.Worker") };
        _compiler = new CompilerProcess(
            ChildProgram.Compiler with { Path = Path.Combine(layout.Folder, "compiler", "Automator.Compiler") }, TimeProvider.System, new CompilerLimits());
        _journal = around(SqliteJournal.Open(Path.Combine(_folder.FullName, "journal.db"), TimeProvider.System));
        Lanes = new Lanes(worker, lanes, TimeProvider.System);
    }

    internal Lanes Lanes { get; }

    /// <param name="layout">Whose compiler and workers it has.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="lanes">Workers.</param>
    /// <param name="around">What stands between it and its journal; null for nothing.</param>
    internal static async Task<RuleStage> Open(Layout layout, CancellationToken cancellation, int lanes = 1, Func<IJournal, IJournal>? around = null)
    {
        var stage = new RuleStage(layout, lanes, around ?? (journal => journal));
        var fence = await stage._journal.Take("main", "account 1", cancellation);
        stage._dues = new DueQueue(stage._journal, fence);
        var execution = new RunExecution(
            stage.Lanes, stage._journal, fence, new ReadyAccount(), TimeSpan.FromSeconds(30), stage._feed, new HourlyEffects(stage._journal, "main", _ => int.MaxValue, () => { }, TimeProvider.System), new WatchdogOptions(), parks: true, TimeProvider.System, NullLogger<RunExecution>.Instance);
        var inputs = new RunInputs { Zone = new ZoneTable { Name = "UTC", FirstOffset = 0, Shifts = [] }, Settings = new Dictionary<string, System.Text.Json.JsonElement>() };
        stage._dispatcher = new Dispatcher(
            stage._journal, fence, stage._dues, new RuleSource(_ => stage._rule, _ => null, _ => inputs), execution, stage._feed, lanes, () => { }, TimeProvider.System, NullLogger<Dispatcher>.Instance);
        stage._running = stage._dispatcher.Run(stage._stop.Token);
        return stage;
    }

    /// <summary>From here on this rule is run. A version of its own each time, so that none is put in quarantine.</summary>
    internal async Task Put(string source, CancellationToken cancellation)
    {
        var answer = await _compiler.Compile(
            new CompileRequest { Kind = CompileKind.Rule, Path = File, Sources = new Dictionary<string, string> { [File] = source } }, cancellation);
        if (answer is not { Dll: { } dll, Pdb: { } pdb })
            throw new InvalidOperationException(string.Join(' ', answer.Errors));

        var hash = $"image-{++_count}";
        var registration = await new RuleRegistrar(Lanes, TimeProvider.System).Register(File, hash, dll, pdb, cancellation);
        var abilities = RuleAbilities.Of(dll);
        _rule = new CatalogEntry
        {
            Name = new RuleName("bench"),
            File = File,
            ChangedAt = TimeProvider.System.GetUtcNow(),
            Live = new RuleImage
            {
                Hash = hash,
                Dll = dll,
                Pdb = pdb,
                Manifest = new RuleManifest
                {
                    Rule = registration.Rule ?? throw new InvalidOperationException(registration.Error?.ToString()),
                    Operations = abilities.Operations,
                    Does = abilities.Words,
                    Files = [],
                },
            },
        };
    }

    /// <summary>A due of the rule, and when each thing happened to its run, from the moment before the due is written down.</summary>
    internal async Task<IReadOnlyList<(TimeSpan At, RunEvent What)>> Run(CancellationToken cancellation)
    {
        var due = Due();
        var happened = new List<(TimeSpan, RunEvent)>();
        var from = Stopwatch.GetTimestamp();
        await foreach (var what in _feed.Follow(due.Key, () => _dues.Add([new JournalOperation.AddDue(due)], cancellation), cancellation))
            happened.Add((Stopwatch.GetElapsedTime(from), what));
        return happened;
    }

    /// <summary>How long that many dues take from when the first is journaled until the last of their runs has ended.</summary>
    internal async Task<TimeSpan> RunMany(int count, CancellationToken cancellation)
    {
        var last = _journal.RunsAfter(0, int.MaxValue).Select(run => run.Revision).DefaultIfEmpty().Max();
        var from = Stopwatch.GetTimestamp();
        await _dues.Add([.. Enumerable.Range(0, count).Select(_ => new JournalOperation.AddDue(Due()))], cancellation);
        var ended = new HashSet<string>();
        while (ended.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
            foreach (var run in _journal.RunsAfter(last, 10_000))
            {
                last = run.Revision;
                if (run.End is { Status: not RunStatus.Succeeded } end)
                    throw new InvalidOperationException($"Run {run.Id} is {end.Status}: {end.Reason}");
                if (run.End is not null)
                    ended.Add(run.Id.Value);
            }
        }

        return Stopwatch.GetElapsedTime(from);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _dispatcher.Drain(TimeSpan.Zero);
        await Lanes.DisposeAsync();
        await _compiler.DisposeAsync();
        await _journal.DisposeAsync();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private Due Due() => new()
    {
        Key = $"due:{++_count}",
        Account = "main",
        Rule = _rule!.Name,
        Handler = "demand-1",
        Trigger = Trigger.Demand,
        At = TimeProvider.System.GetUtcNow(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    private sealed class ReadyAccount : IAccountClient
    {
        private static readonly Person Somebody = new() { Id = 1, FirstName = "Some", LastName = "Body" };
        private static readonly TodoItem Something = new() { Id = 1, Content = "Something to do", TodoListId = 2 };

        public Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation) =>
            Task.FromResult<object>(query is ReadTodoItem ? Something : Somebody);

        public EffectRequest Plan(Operation effect) => new()
        {
            Method = "PUT",
            Path = "/todo_items/1/complete.xml",
            Creates = false,
            IsIdempotent = true,
            Description = "complete to-do 1",
        };

        public Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation) => Task.FromResult(new EffectAnswer { Status = 200 });
    }
}
