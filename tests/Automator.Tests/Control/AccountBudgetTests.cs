using System.Text.Json;
using Automator.Emulator;
using Automator.Host.Budget;
using Automator.Host.Cli;
using Automator.Host.Configuration;
using Automator.Host.Control;
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
        await using var classic = await Classic.StartAsync(new EmulatorOptions { Seed = "empty" });
        _place.Write("token", classic.Server.Token);
        _place.Write("automator.json", $$"""
            { "accounts": { "acme": { "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "Test (test@example.com)" } } }
            """);
        using var data = DataFolder.Open(_place.Data);
        new BudgetFile(Path.Combine(data.Path, "budget-acme.json"), classic.Server.Url.Authority).MarkOpen();
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
        _place.Write("automator.json", $$"""
            { "accounts": { "acme": { "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "Test (test@example.com)" } } }
            """);
        using var data = DataFolder.Open(_place.Data);
        await Should.ThrowAsync<StartupException>(Open(data));
        BudgetFile.Kept(Path.Combine(data.Path, "budget-acme.json")).ShouldNotBeNull().Reads.Count.ShouldBe(1);
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

    private Task<AccountLink> Open(DataFolder data, TimeProvider? time = null, Func<DateTimeOffset, IReadOnlyList<DateTimeOffset?>>? writes = null)
    {
        var options = ConfigurationFile.Load(_place.Config).ShouldBeOfType<ConfigurationResult.Valid>().Options;
        return AccountLink.Open(options, data, writes ?? (_ => []), anyPort: true, time ?? TimeProvider.System, NullLoggerFactory.Instance, Cancellation);
    }

    private async Task<(int Exit, string Output, string Error)> Run(string input, params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.Run([.. words, "--config", _place.Config], new Terminal { In = new StringReader(input), Out = output, Error = error }, Cancellation);
        return (exit, output.ToString(), error.ToString());
    }
}
