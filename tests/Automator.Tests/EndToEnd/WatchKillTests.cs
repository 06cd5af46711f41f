using Automator.Emulator;
using Automator.Emulator.Store;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Basecamp;
using Automator.Tests.Emulator;
using Automator.Tests.Triggers.Watching;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.EndToEnd;

/// <summary>The whole host, killed at random moments while people change its account, against the model of what happened.</summary>
public sealed class WatchKillTests
{
    private const int MostSeconds = 120;

    private static readonly Trigger[] Events = [.. Enum.GetValues<Trigger>().Where(trigger => trigger.IsEvent())];

    [Fact]
    public Task HostThatIsKilled_HearsOfEachEventOnce() => Check(ChangeDates.All, seed: 21, rounds: 1);

    [Theory(Explicit = true)]
    [InlineData(nameof(ChangeDates.All), 22)]
    [InlineData(nameof(ChangeDates.Todos), 23)]
    [InlineData(nameof(ChangeDates.Late), 24)]
    public Task HostThatIsKilled_HearsOfEachEventOnce_OverThousandsOfChanges(string changeDates, int seed) => Check(Enum.Parse<ChangeDates>(changeDates), seed, rounds: 25);

    private static async Task Check(ChangeDates changeDates, int seed, int rounds)
    {
        using var place = new Workplace();
        await using var classic = await Classic.StartAsync(
            new EmulatorOptions
            {
                Seed = "empty",
                Limits = EmulatorLimits.Off,
                Behaviour = new AccountBehaviour { ChangeDates = changeDates, Lateness = TimeSpan.FromSeconds(3) },
            },
            zone: "London");
        Prepare(place, classic);
        using var budget = new RequestBudget(new BudgetOptions { Reads = 1_000_000, Writes = 1_000_000 }, TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        var model = new WatchModel(client, seed, [new Party { Kind = PartyKind.Person, Id = classic.Ada.Id }, new Party { Kind = PartyKind.Person, Id = classic.Max.Id }], _ => true);
        await using var host = new KilledHost(place, new Random(seed));
        await host.Settle();

        for (var round = 0; round < rounds; round++)
        {
            await model.Round(Today, atMost: 40);
            model.Turn(Today, Today);
            await host.KillWhileItHears(model.Expected);
        }

        await host.Settle();
        host.ShouldHaveHeard(model.Expected);
        await host.ShouldHaveRunEach();
        TestContext.Current.TestOutputHelper!.WriteLine($"{model.Changes} changes, {model.Expected.Count} events, {host.Kills} kills");
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static void Prepare(Workplace place, Classic classic)
    {
        place.Write("token", classic.Server.Token);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(place.At("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        place.Write("automator.json", $$"""
            { "listen": "127.0.0.1:0", "accounts": { "demo": {
                "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "watch (test@example.com)", "poll": "1s", "limits": { "reads": 500 } } } }
            """);
        place.Rule("listener", string.Join('\n', Events.Select(trigger =>
            $"On.{trigger}({(trigger is Trigger.TodoItemDueIn or Trigger.MilestoneDueIn ? $"{WatchModel.DaysAhead}, " : "")}_ => Task.CompletedTask);")));
    }

    /// <summary>A host that serves, is killed within the next seconds, and serves again.</summary>
    private sealed class KilledHost(Workplace place, Random random) : IAsyncDisposable
    {
        private HostProcess? _host;

        internal int Kills { get; private set; }

        public async ValueTask DisposeAsync()
        {
            if (_host is not null)
                await _host.DisposeAsync();
        }

        /// <summary>Long enough for a first look, or for a whole sweep.</summary>
        internal async Task Settle()
        {
            await Serve();
            await Pass(TimeSpan.FromSeconds(15));
        }

        internal async Task KillWhileItHears(List<string> expected)
        {
            var left = TimeSpan.FromSeconds(MostSeconds);
            for (var kills = random.Next(1, 4); left > TimeSpan.Zero && (kills > 0 || Heard().Count < expected.Count);)
            {
                await Serve();
                var pause = TimeSpan.FromMilliseconds(random.Next(100, 2_500));
                await Pass(pause);
                left -= pause;
                if (kills-- > 0)
                    await Kill();
            }

            ShouldHaveHeard(expected);
        }

        internal void ShouldHaveHeard(List<string> expected)
        {
            var missing = expected.ToList();
            var unexpected = Heard().Where(heard => !missing.Remove(heard)).ToList();
            (string.Join(", ", missing), string.Join(", ", unexpected)).ShouldBe(("", ""), $"what was missed, and what was heard of that did not happen; {Kills} kills");
        }

        /// <summary>A run that is cut off before it has done anything goes on, so that there is no second.</summary>
        internal async Task ShouldHaveRunEach()
        {
            for (var second = 0; second < MostSeconds && Read("SELECT key FROM dues WHERE state = 'Pending'").Count + Read("SELECT id FROM runs WHERE status = 'Running'").Count > 0; second++)
                await Pass(TimeSpan.FromSeconds(1));
            Read("SELECT DISTINCT status FROM runs").ShouldBe(["Succeeded"]);
            Read("SELECT id FROM runs").Count.ShouldBe(Heard().Count);
        }

        private async Task Serve()
        {
            if (_host is not null)
                return;
            _host = HostProcess.Start(place, "serve");
            await _host.Line("Automator is ready");
        }

        private async Task Kill()
        {
            await _host!.KillHard();
            await _host.DisposeAsync();
            _host = null;
            Kills++;
        }

        /// <summary>The host's own clock is the real one.</summary>
        private static Task Pass(TimeSpan time) => Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);

        /// <summary>What came and went unseen is listed, and never run.</summary>
        private List<string> Heard() => Read("SELECT trigger || ' ' || subject FROM dues WHERE state <> 'Dropped'");

        private List<string> Read(string sql)
        {
            using var journal = new SqliteConnection($"Data Source={Path.Combine(place.Data, "journal.db")};Mode=ReadOnly;Pooling=False");
            journal.Open();
            using var command = journal.CreateCommand();
            command.CommandText = sql;
            using var rows = command.ExecuteReader();
            var found = new List<string>();
            while (rows.Read())
                found.Add(rows.GetString(0));
            return found;
        }
    }
}
