using System.Text.Json;
using Automator.Emulator;
using Automator.Host.Budget;
using Automator.Host.Cli;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Tests.Emulator;
using Automator.Tests.EndToEnd;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Control;

/// <summary>What a start takes over of the process before it, and that nobody spends beside a host.</summary>
public sealed class AccountBudgetTests : IDisposable
{
    private readonly Workplace _place = new("empty");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task FreshEmbeddedAccount_StartsEmptyAndLaterOnesWithWhatWasCounted()
    {
        using var data = DataFolder.Open(_place.Data);
        await using (var first = await Open(data))
            first.Budget.State.Reads.Used.ShouldBe(2, "the two that say who the account is");
        await using (var second = await Open(data))
            second.Budget.State.Reads.Used.ShouldBe(4);
        Directory.Delete(data.Below("emulator-demo"), recursive: true);
        await using var anew = await Open(data);
        anew.Budget.State.Reads.Used.ShouldBe(2);
    }

    [Fact]
    public async Task RealAccountAfterACrash_WaitsAWindowForItsFirstRead()
    {
        await using var classic = await Acme();
        using var data = DataFolder.Open(_place.Data);
        new BudgetFile(Path.Combine(data.Path, "budget-acme.json"), AccountAddress.ServerOf(classic.Server.Url)).MarkOpen();
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));

        var opening = Open(data, time, _ => [time.GetUtcNow(), null]);
        opening.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(9));
        opening.IsCompleted.ShouldBeFalse();
        classic.Server.Sites[0].Log.Since(0).ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(1.02));
        await using var link = await opening;
        link.Budget.State.Writes.Used.ShouldBe(1);
        classic.Server.Sites[0].Log.Since(0).Count.ShouldBe(2);
    }

    [Fact]
    public async Task StartThatFails_LeavesItsCount()
    {
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty" });
        _place.Write("token", "f00dfacef00dface");
        Configure(classic);
        using var data = DataFolder.Open(_place.Data);
        await Should.ThrowAsync<StartupException>(Open(data));
        BudgetFile.Kept(Path.Combine(data.Path, "budget-acme.json")).ShouldNotBeNull().Reads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task PauseThatACrashCutShort_HoldsForTheNextProcess()
    {
        await using var classic = await Acme();
        using var data = DataFolder.Open(_place.Data);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        var file = Path.Combine(data.Path, "budget-acme.json");
        await using (var first = await Open(data, time))
        {
            first.Budget.PauseUntil(time.GetUtcNow() + TimeSpan.FromSeconds(90));
            File.Copy(file, file + ".crash");
        }

        File.Move(file + ".crash", file, overwrite: true);
        time.Advance(TimeSpan.FromSeconds(20));
        var opening = Open(data, time);
        time.Advance(TimeSpan.FromSeconds(69));
        opening.IsCompleted.ShouldBeFalse();
        classic.Server.Sites[0].Log.Since(0).Count.ShouldBe(2, "those of the first");
        time.Advance(TimeSpan.FromSeconds(1.5));
        await using var second = await opening;
        classic.Server.Sites[0].Log.Since(0).Count.ShouldBe(4);
    }

    [Fact]
    public async Task OpeningThatFailsBeforeItKnowsWhatWasSpent_LeavesTheFileAsItWas()
    {
        await using var classic = await Acme();
        using var data = DataFolder.Open(_place.Data);
        new BudgetFile(Path.Combine(data.Path, "budget-acme.json"), AccountAddress.ServerOf(classic.Server.Url)).MarkOpen();
        await Should.ThrowAsync<JournalException>(() => Open(data, writes: _ => throw new JournalException("It cannot be read.")));
        new BudgetFile(Path.Combine(data.Path, "budget-acme.json"), AccountAddress.ServerOf(classic.Server.Url)).Read().ShouldBeOfType<BudgetLegacy.Unknown>();
    }

    [Fact]
    public async Task AnotherDataFolder_IsRefusedTheAccountWhileItIsWorkedOn()
    {
        await using var classic = await Acme();
        using var data = DataFolder.Open(_place.Data);
        using var other = DataFolder.Open(_place.At("other"));
        await using (await Open(data))
        {
            var refused = await Should.ThrowAsync<StartupException>(Open(other));
            refused.Message.ShouldStartWith($"Another process of this machine works on the account 'acme' ({classic.Server.Url}), and two would each spend the whole of its budget.");
            _place.Write("automator.json", File.ReadAllText(_place.Config).Replace("127.0.0.1", "LOCALHOST"));
            await Should.ThrowAsync<StartupException>(Open(other));
            classic.Server.Sites[0].Log.Since(0).Count.ShouldBe(2, "the other one asked nothing, however it spelt the address");
        }

        await using var free = await Open(other);
        free.Identity.Name.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task WeightsAndCeilings_AreTheConfigurations()
    {
        _place.Write("automator.json", """
            { "accounts": { "demo": { "url": "emulator", "emulator": { "port": 0, "seed": "empty" }, "rules": { "greedy": { "writes": 1 }, "heavy": { "weight": 2.5, "reads": 7 } } } } }
            """);
        using var data = DataFolder.Open(_place.Data);
        await using var link = await Open(data);
        (await link.Budget.Acquire(RequestKind.Write, new RequestSource("greedy"), Cancellation)).Dispose();
        using var stop = new CancellationTokenSource();
        var held = link.Budget.Acquire(RequestKind.Write, new RequestSource("greedy"), stop.Token).AsTask();
        held.IsCompleted.ShouldBeFalse();
        (await link.Budget.Acquire(RequestKind.Write, new RequestSource("another"), Cancellation)).Dispose();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(held);
        var shares = AccountLink.BudgetOf(link.Options).Rules;
        shares["heavy"].ShouldBe(new RuleShare { Weight = 2.5, Reads = 7 });
    }

    [Fact]
    public async Task WhileAnotherProcessHoldsTheFolder_NoCommandSpends()
    {
        _place.Rule("good", "On.Demand(() => Task.CompletedTask);");
        using var data = DataFolder.Open(_place.Data);
        foreach (var words in new[] { new[] { "run", "good" }, ["console"], ["serve"] })
        {
            var said = await Run("1", words);
            said.Exit.ShouldNotBe(ExitCode.Done, string.Join(' ', words));
            said.Error.ShouldContain("Another process works on the data folder");
        }

        Directory.Exists(data.Below("emulator-demo")).ShouldBeFalse("the account was not even opened");
    }

    [Fact]
    public async Task BudgetCommand_WithoutAHost_ShowsWhatTheLastOneLeft()
    {
        using (var data = DataFolder.Open(_place.Data))
            await (await Open(data)).DisposeAsync();

        var said = await Run("", "budget", "--json");

        said.Exit.ShouldBe(ExitCode.Done);
        var budget = JsonDocument.Parse(said.Output).RootElement.EnumerateArray().Single();
        budget.GetProperty("account").GetString().ShouldBe("demo");
        budget.GetProperty("running").GetBoolean().ShouldBeFalse();
        budget.GetProperty("reads").GetProperty("used").GetInt32().ShouldBe(2);
        budget.GetProperty("reads").GetProperty("usedBy").GetProperty("a person").GetInt32().ShouldBe(2);
        budget.GetProperty("writes").GetProperty("limit").GetInt32().ShouldBe(100);
        var table = (await Run("", "budget")).Output;
        table.ShouldContain("a person 2");
        table.ShouldContain("No host runs");
    }

    /// <summary>A real account, as far as the host can tell, and the only one it knows.</summary>
    private async Task<Classic> Acme()
    {
        var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty" });
        _place.Write("token", classic.Server.Token);
        Configure(classic);
        return classic;
    }

    private void Configure(Classic classic) => _place.Write("automator.json", $$"""
        { "accounts": { "acme": { "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "Test (test@example.com)" } } }
        """);

    private Task<AccountLink> Open(DataFolder data, TimeProvider? time = null, Func<DateTimeOffset, IReadOnlyList<DateTimeOffset?>>? writes = null)
    {
        var options = ConfigurationFile.Load(_place.Config).ShouldBeOfType<ConfigurationResult.Valid>().Options;
        return AccountLink.Open(options, options.Accounts[0], data, writes ?? (_ => []), paused: null, anyPort: true, time ?? TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
    }

    private async Task<(int Exit, string Output, string Error)> Run(string input, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.Run([.. words, "--config", _place.Config], new Terminal { In = new StringReader(input), Out = output, Error = error }, Cancellation);
        return (exit, output.ToString(), error.ToString());
    }
}
