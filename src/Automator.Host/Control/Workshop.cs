using Automator.Host.Basecamp;
using Automator.Host.Configuration;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.Triggers;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Host.Control;

/// <summary>What it takes to build rules: the compiler, workers to register in, and the image cache. Needs no account.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _logs;

    /// <summary>A worker of its own, so that a save goes live while all others are busy with runs.</summary>
    private readonly Lanes _registering;

    /// <param name="options">What automator.json says.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where it says what nobody asked for.</param>
    /// <param name="keepsImages">False where what is built is looked at and thrown away.</param>
    internal Workshop(AutomatorOptions options, TimeProvider time, ILoggerFactory logs, bool keepsImages = true)
    {
        (_time, _logs) = (time, logs);
        Folder = new RulesFolder(options.Rules);
        LastGood = new LastGood(Path.Combine(options.Data, "images", "live.json"));
        var worker = Sandbox.Worker(options);
        Lanes = new Lanes(worker, options.Workers, time);
        _registering = new Lanes(worker, 1, time);
        Compiler = new CompilerProcess(Sandbox.Compiler(options), time, new CompilerLimits());
        Images = new ImageCache(Path.Combine(options.Data, "images"), time);
        Builder = new RuleBuilder(
            Compiler, CompilerVersion.Of(ChildProgram.Compiler), new RuleRegistrar(_registering, time), keepsImages ? Images : null, Check, logs.CreateLogger<RuleBuilder>());
        Snippets = new SnippetBuilder(Compiler, options.Rules);
    }

    internal RulesFolder Folder { get; }

    internal LastGood LastGood { get; }

    internal Lanes Lanes { get; }

    internal CompilerProcess Compiler { get; }

    internal ImageCache Images { get; }

    internal RuleBuilder Builder { get; }

    internal SnippetBuilder Snippets { get; }

    /// <summary>Starts the compiler and a worker ahead of their first use.</summary>
    internal Task Warm(CancellationToken cancellation) => Task.WhenAll(Compiler.Start(cancellation), Lanes.Warm(cancellation), _registering.Warm(cancellation));

    internal Task<RuleBuild> Build(string file, CancellationToken cancellation) => Builder.Build(FolderOf(file), file, cancellation);

    /// <summary>A file and what it loads, as they stand in an editor.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal Task<SourceSet> Sources(string file, IReadOnlyDictionary<string, string> unsaved, CancellationToken cancellation) =>
        SourceSet.Read(FolderOf(file), file, unsaved, cancellation);

    /// <summary>All rules of the folder as they are now. What is wrong with them is for who asked to say, and not for the log too.</summary>
    /// <exception cref="StartupException">The folder cannot be read.</exception>
    internal async Task<IReadOnlyList<CatalogEntry>> BuildAll(CancellationToken cancellation)
    {
        var catalog = new RuleCatalog();
        using var keeper = Keeper(catalog, NullLogger<CatalogKeeper>.Instance);
        await keeper.Look(cancellation);
        return catalog.Problem is { } problem ? throw new StartupException(problem) : catalog.Entries;
    }

    /// <summary>Keeps a catalog as the folder is.</summary>
    internal CatalogKeeper Keeper(RuleCatalog catalog) => Keeper(catalog, _logs.CreateLogger<CatalogKeeper>());

    public async ValueTask DisposeAsync()
    {
        await Compiler.DisposeAsync();
        await _registering.DisposeAsync();
        await Lanes.DisposeAsync();
    }

    private CatalogKeeper Keeper(RuleCatalog catalog, ILogger<CatalogKeeper> logger) =>
        new(Folder, Builder, catalog, LastGood, new RulesTiming(), _time, logger);

    /// <summary>A file outside the rules folder is checked with its own folder as its rules folder.</summary>
    private string FolderOf(string file) =>
        Path.GetRelativePath(Folder.Path, file).StartsWith("..", StringComparison.Ordinal) ? Path.GetDirectoryName(file)! : Folder.Path;

    /// <summary>What the triggers could not serve, in words.</summary>
    private static string? Check(HandlerDefinition handler) =>
        handler.Cron is { } cron && CronSchedule.Validate(cron) is { } error ? error
        : handler.Zone is { } zone && !AccountZone.TryFind(zone, out _) ? $"'{zone}' is no time zone. Write an IANA, Windows or Rails name, such as \"Europe/Berlin\"."
        : null;
}
