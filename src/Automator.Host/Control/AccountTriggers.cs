using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Rules;
using Automator.Host.Triggers;
using Automator.Host.Triggers.Watching;

namespace Automator.Host.Control;

/// <summary>What makes dues on one account: its schedules, the watch over it, and the ends of its runs.</summary>
internal sealed class AccountTriggers : IDisposable
{
    private readonly ServedAccount _account;
    private readonly Scheduler _scheduler;
    private readonly AccountWatch _watch;
    private readonly Chains _chains;
    private readonly Engine _engine;

    internal AccountTriggers(ServedAccount account, Engine engine, ILoggerFactory logs)
    {
        (_account, _engine) = (account, engine);
        _scheduler = new Scheduler(
            account.Name, engine.Journal, account.Dues, Zones(account), new SchedulerOptions(), engine.Time, logs.CreateLogger<Scheduler>());
        _watch = new AccountWatch(
            account.Name, engine.Journal, account.Dues, Ask(account), account.Link.Identity.Zone.Info, new AccountWatchOptions { Interval = account.Options.Poll }, engine.Time, logs.CreateLogger<AccountWatch>());
        _chains = new Chains(account.Name, engine.Journal, account.Dues, engine.Time, logs.CreateLogger<Chains>());
        engine.RunChanged += _chains.Poke;
        engine.PausesChanged += PausesChanged;
    }

    /// <summary>The zones of schedules: the account's, and those rules name.</summary>
    internal static ScheduleZones Zones(ServedAccount account) =>
        new(account.Link.Identity.Zone.Info, name => AccountZone.TryFind(name, out var zone) ? zone.Info : null, account.Name, account.Options.Holidays);

    /// <summary>Says what is live; the first word must be of the whole folder.</summary>
    internal void Listen(CatalogChange change)
    {
        var live = LiveRules.Of(change.Catalog.Where(entry => _account.Options.Runs(entry.Name)), change.Awaited);
        _scheduler.Listen(live);
        _watch.Listen(live);
        _chains.Listen(live);
        _account.Dues.Poke();
    }

    private void PausesChanged()
    {
        _scheduler.PausesChanged();
        _account.Dues.Poke();
    }

    internal void Start(Actors actors, CancellationToken stop)
    {
        actors.Add(_scheduler.Run(stop));
        actors.Add(_watch.Run(stop));
        actors.Add(_chains.Run(stop));
    }

    public void Dispose()
    {
        _scheduler.Dispose();
        _watch.Dispose();
        _engine.RunChanged -= _chains.Poke;
        _engine.PausesChanged -= PausesChanged;
        _chains.Dispose();
    }

    private static AskAccount Ask(ServedAccount account)
    {
        var source = RequestSource.AccountWatch();
        return (query, cancellation) => account.Link.Client.Answer(query, source, cancellation);
    }
}
