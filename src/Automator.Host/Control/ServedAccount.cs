using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Journal;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Control;

/// <summary>An account that has let us in, and the life of runs on it: its own queue, its own dispatcher, its own fence in the journal.</summary>
internal sealed class ServedAccount : IAsyncDisposable
{
    private ServedAccount(AccountLink link, Fence fence, DueQueue dues, Dispatcher dispatcher) =>
        (Link, Fence, Dues, Dispatcher) = (link, fence, dues, dispatcher);

    internal AccountLink Link { get; }

    internal Fence Fence { get; }

    internal DueQueue Dues { get; }

    internal Dispatcher Dispatcher { get; }

    internal AccountOptions Options => Link.Options;

    internal string Name => Options.Name;

    /// <param name="link">Disposed with this one, also where it does not open.</param>
    /// <param name="engine">What the accounts share.</param>
    /// <param name="lanes">The workers, shared with the other accounts.</param>
    /// <param name="find">The rules that are live.</param>
    /// <param name="parks">Whether runs that only wait give their workers back: somebody is there to take them up again.</param>
    /// <param name="logs">Where it reports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalException">The journal was kept for another account of this name.</exception>
    internal static async Task<ServedAccount> Open(
        AccountLink link, Engine engine, Lanes lanes, Func<RuleName, CatalogEntry?> find, bool parks, ILoggerFactory logs, CancellationToken cancellation)
    {
        try
        {
            var options = link.Options;
            var fence = await engine.Journal.Take(options.Name, link.IdentityText, cancellation);
            var dues = new DueQueue(engine.Journal, fence);
            var holidays = options.Holidays.Order().ToList();
            var zone = ZoneTable.Of(link.Identity.Zone.Info);
            var hourly = new HourlyEffects(engine.Journal, options.Name, rule => options.For(rule).EffectsAnHour, engine.TellPausesChanged, engine.Time);
            var execution = new RunExecution(
                lanes, engine.Journal, fence, link.Client, options.Timeout, engine.Feed, hourly, new WatchdogOptions(), parks, engine.Time, logs.CreateLogger<RunExecution>());
            var rules = new RuleSource(
                rule => options.Runs(rule) ? find(rule) : null, engine.PinnedImage, rule => new RunInputs { Zone = zone, Settings = options.For(rule).Settings, Holidays = holidays });
            var dispatcher = new Dispatcher(
                engine.Journal, fence, dues, rules, execution, engine.Feed, lanes.AtMost, engine.TellRunChanged,
                engine.Time, logs.CreateLogger<Dispatcher>());
            await dispatcher.Recover(cancellation);
            return new ServedAccount(link, fence, dues, dispatcher);
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs that are still under way are interrupted: their end must reach the journal before it closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await Dispatcher.Drain(TimeSpan.Zero);
        await Link.DisposeAsync();
    }
}
