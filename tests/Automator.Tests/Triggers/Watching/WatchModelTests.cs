using Automator.Emulator;
using Automator.Emulator.Store;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Host.Triggers;
using Automator.Host.Triggers.Watching;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Basecamp;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;
using static Automator.Tests.Triggers.TriggerStage;

namespace Automator.Tests.Triggers.Watching;

/// <summary>
/// The watch over HTTP, against a model: an account that is changed at random, and a host that dies at random moments of its polls. Each
/// event is heard of once, however little the account tells of its changes; only when is another matter.
/// </summary>
public sealed class WatchModelTests
{
    private const int MostPolls = 80;

    private static readonly Trigger[] Events = [.. Enum.GetValues<Trigger>().Where(trigger => trigger.IsEvent())];

    [Theory]
    [InlineData(nameof(ChangeDates.All), 1)]
    [InlineData(nameof(ChangeDates.Todos), 2)]
    [InlineData(nameof(ChangeDates.Late), 3)]
    public Task WhatIsHeardOf_IsWhatHappened_EachOnce(string changeDates, int seed) => Check(Enum.Parse<ChangeDates>(changeDates), seed, rounds: 60);

    [Theory(Explicit = true)]
    [InlineData(nameof(ChangeDates.All), 11)]
    [InlineData(nameof(ChangeDates.Todos), 12)]
    [InlineData(nameof(ChangeDates.Late), 13)]
    public Task WhatIsHeardOf_IsWhatHappened_OverThousandsOfChanges(string changeDates, int seed) => Check(Enum.Parse<ChangeDates>(changeDates), seed, rounds: 500);

    private static async Task Check(ChangeDates changeDates, int seed, int rounds)
    {
        await using var stage = await TriggerStage.Open();
        await using var classic = await Classic.StartAsync(
            new EmulatorOptions
            {
                Seed = "empty",
                Limits = EmulatorLimits.Off,
                Time = stage.Time,
                Behaviour = new AccountBehaviour { ChangeDates = changeDates },
            },
            zone: "London");
        using var budget = new RequestBudget(new BudgetOptions { Reads = 1_000_000, Writes = 1_000_000 }, TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        Party[] people = [new Party { Kind = PartyKind.Person, Id = classic.Ada.Id }, new Party { Kind = PartyKind.Person, Id = classic.Max.Id }];
        var host = new DyingWatch(stage, client, seed);
        var model = new WatchModel(client, seed, people, host.Hears);
        await host.Poll();

        var before = Today();
        for (var round = 0; round < rounds; round++)
        {
            if (round % 3 == 2)
                await host.ChangeListeners();
            await model.Round(Today());
            model.Turn(Today(), before);
            before = Today();
            await host.PollUntil(model.Expected, MostPolls);
            if (round % 7 == 6)
            {
                stage.Time.Advance(TimeSpan.FromDays(host.Random.Next(1, 5)));
                model.Turn(Today(), before);
                before = Today();
                await host.PollUntil(model.Expected, MostPolls);
            }
        }

        for (var poll = 0; poll < 30; poll++)
            await host.Poll();
        host.ShouldHaveHeard(model.Expected);
        host.Deaths.ShouldBeGreaterThan(rounds / 10);
        TestContext.Current.TestOutputHelper!.WriteLine($"{model.Changes} changes, {model.Expected.Count} events, {host.Polls} polls, {host.Deaths} deaths, {host.Requests} requests");

        DateOnly Today() => DateOnly.FromDateTime(stage.Time.GetUtcNow().UtcDateTime);
    }

    /// <summary>A watch that dies before or after a request, a commit that is written, or one that is not; and comes back with what the journal has.</summary>
    private sealed class DyingWatch(TriggerStage stage, BasecampClient client, int seed)
    {
        private readonly RequestSource _source = RequestSource.AccountWatch();
        private readonly HashSet<Trigger> _away = [];
        private AccountWatch? _watch;
        private int _requestsLeft = int.MaxValue;

        internal Random Random { get; } = new(seed);

        internal int Deaths { get; private set; }

        internal int Polls { get; private set; }

        internal int Requests => _source.Reads;

        internal bool Hears(Trigger trigger) => !_away.Contains(trigger);

        /// <summary>A rule is removed, or comes back: what happens from then on is what it hears of.</summary>
        internal async Task ChangeListeners()
        {
            var trigger = Events[Random.Next(Events.Length)];
            if (!_away.Remove(trigger))
                _away.Add(trigger);
            _watch?.Listen(TriggerStage.Live(Listeners));
            var deaths = -1;
            while (deaths != Deaths)
            {
                deaths = Deaths;
                await Poll();
            }
        }

        private LiveHandler[] Listeners => [.. Events.Where(Hears).Select(Handler)];

        internal void ShouldHaveHeard(List<string> expected)
        {
            var missing = expected.ToList();
            var unexpected = stage.Pending().Select(due => $"{due.Trigger} {due.Subject}").Where(heard => !missing.Remove(heard)).ToList();
            (string.Join(", ", missing), string.Join(", ", unexpected)).ShouldBe(("", ""), "what was missed, and what was heard of that did not happen");
        }

        internal async Task PollUntil(List<string> expected, int atMost)
        {
            for (var poll = 0; poll < atMost && stage.Pending().Count < expected.Count; poll++)
                await Poll();
            ShouldHaveHeard(expected);
        }

        internal async Task Poll()
        {
            Polls++;
            stage.Time.Advance(TimeSpan.FromSeconds(30));
            var (fate, when) = (Random.Next(10), Random.Next(1, 8));
            _requestsLeft = fate == 0 ? when : int.MaxValue;
            stage.Flaky.Next = fate switch { 1 => FlakyJournal.Failure.BeforeWriting, 2 => FlakyJournal.Failure.AfterWriting, _ => FlakyJournal.Failure.None };
            _watch ??= stage.Watch(Ask, new AccountWatchOptions { SweepEvery = 2, SweepProjects = 3 }, Listeners);
            try
            {
                await _watch.Poll(Cancellation);
            }
            catch (Exception e) when (e is JournalException or Death)
            {
                Deaths++;
                _watch = null;
                await stage.Restart();
            }
        }

        private async Task<object> Ask(Operation query, CancellationToken cancellation)
        {
            if (--_requestsLeft == 0)
                throw new Death();
            return await client.Answer(query, _source, cancellation);
        }

        private static LiveHandler Handler(Trigger trigger) => On(trigger) is var handler && trigger is Trigger.TodoItemDueIn or Trigger.MilestoneDueIn
            ? handler with { Definition = handler.Definition with { Days = WatchModel.DaysAhead } }
            : handler;
    }

    private sealed class Death : Exception;
}
