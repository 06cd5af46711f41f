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
    private readonly SqliteJournal _journal;
    private readonly RunFeed _feed = new();
    private CatalogEntry? _rule;
    private DueQueue _dues = null!;
    private Dispatcher _dispatcher = null!;
    private Task _running = Task.CompletedTask;
    private int _count;

    private RuleStage(Layout layout)
    {
        var worker = ChildProgram.Worker with { Path = Path.Combine(layout.Folder, "worker", "Automator.Worker") };
        _compiler = new CompilerProcess(
            ChildProgram.Compiler with { Path = Path.Combine(layout.Folder, "compiler", "Automator.Compiler") }, TimeProvider.System, new CompilerLimits());
        _journal = SqliteJournal.Open(Path.Combine(_folder.FullName, "journal.db"), TimeProvider.System);
        Lanes = new Lanes(worker, 1, TimeProvider.System);
    }

    internal Lanes Lanes { get; }

    internal static async Task<RuleStage> Open(Layout layout, CancellationToken cancellation)
    {
        var stage = new RuleStage(layout);
        var fence = await stage._journal.Take("main", "account 1", cancellation);
        stage._dues = new DueQueue(stage._journal, fence);
        var execution = new RunExecution(
            stage.Lanes, stage._journal, fence, new ReadyAccount(), TimeSpan.FromSeconds(30), stage._feed, new WatchdogOptions(), TimeProvider.System, NullLogger<RunExecution>.Instance);
        var inputs = new RunInputs { Zone = new ZoneTable { Name = "UTC", FirstOffset = 0, Shifts = [] }, Settings = new Dictionary<string, System.Text.Json.JsonElement>() };
        stage._dispatcher = new Dispatcher(
            stage._journal, fence, stage._dues, _ => stage._rule, _ => null, _ => inputs, execution, stage._feed, 1, () => { }, TimeProvider.System, NullLogger<Dispatcher>.Instance);
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
        var due = new Due
        {
            Key = $"due:{++_count}",
            Account = "main",
            Rule = _rule!.Name,
            Handler = "demand-1",
            Trigger = Trigger.Demand,
            At = TimeProvider.System.GetUtcNow(),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        var happened = new List<(TimeSpan, RunEvent)>();
        var from = Stopwatch.GetTimestamp();
        await foreach (var what in _feed.Follow(due.Key, () => _dues.Add([new JournalOperation.AddDue(due)], cancellation), cancellation))
            happened.Add((Stopwatch.GetElapsedTime(from), what));
        return happened;
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

    private sealed class ReadyAccount : IAccountClient
    {
        private static readonly Person Somebody = new() { Id = 1, FirstName = "Some", LastName = "Body" };

        public Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation) => Task.FromResult<object>(Somebody);

        public EffectRequest Plan(Operation effect) => throw new NotSupportedException();

        public Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
