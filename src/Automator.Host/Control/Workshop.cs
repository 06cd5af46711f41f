using Automator.Host.Basecamp;
using Automator.Host.Configuration;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.Triggers;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>What it takes to build rules: the compiler, workers to register in, and the image cache. Needs no account.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    internal Workshop(AutomatorOptions options, TimeProvider time, ILoggerFactory logs)
    {
        Folder = options.Rules;
        Lanes = new Lanes(options.Workers, time);
        Compiler = new CompilerProcess(time);
        Images = new ImageCache(Path.Combine(options.Data, "images"), time);
        Builder = new RuleBuilder(
            Compiler, CompilerVersion.Of(ChildProgram.Compiler), new RuleRegistrar(Lanes, time), Images, Check, logs.CreateLogger<RuleBuilder>());
        Snippets = new SnippetBuilder(Compiler, options.Rules);
    }

    internal string Folder { get; }

    internal Lanes Lanes { get; }

    internal CompilerProcess Compiler { get; }

    internal ImageCache Images { get; }

    internal RuleBuilder Builder { get; }

    internal SnippetBuilder Snippets { get; }

    /// <summary>Starts the compiler and a worker ahead of their first use.</summary>
    internal Task Warm(CancellationToken cancellation) => Task.WhenAll(Compiler.Start(cancellation), Lanes.Warm(cancellation));

    public async ValueTask DisposeAsync()
    {
        await Compiler.DisposeAsync();
        await Lanes.DisposeAsync();
    }

    /// <summary>What the triggers could not serve, in words.</summary>
    private static string? Check(HandlerDefinition handler) =>
        handler.Cron is { } cron && CronSchedule.Validate(cron) is { } error ? error
        : handler.Zone is { } zone && !AccountZone.TryFind(zone, out _) ? $"'{zone}' is no time zone. Write an IANA, Windows or Rails name, such as \"Europe/Berlin\"."
        : null;
}
