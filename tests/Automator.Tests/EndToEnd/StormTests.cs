using System.Globalization;
using Automator.Emulator.Control;
using Automator.Emulator.Store;
using Automator.Tests.Emulator;

namespace Automator.Tests.EndToEnd;

/// <summary>
/// A host that is killed again and again in the middle of a rule, over an account that loses answers: in the end every effect is in
/// the account exactly once, in order, by the account's own records. <c>AUTOMATOR_STORM_KILLS=500</c> makes it long, and
/// <c>AUTOMATOR_STORM_SEED</c> another one.
/// </summary>
public sealed class StormTests
{
    private const string Rule = """
        On.Demand(async () =>
        {
            var project = await Basecamp.Project("Site");
            var list = await project.CreateTodoList("List");
            for (var n = 0; n < 6; n++)
            {
                await list.CreateItem($"in order {n}");
                await State.Set("n", n);
                Log.Info($"line {n}");
            }

            await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
            {
                var item = await list.CreateItem($"parallel {n}");
                if (n % 4 == 0)
                    await item.Complete();
            }));
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => list.CreateItem("equal")));
            await Clock.Delay(TimeSpan.FromMilliseconds(300));
            foreach (var item in (await list.Items()).Where(item => item.Content.StartsWith("in order")))
            {
                try { await item.Comment("seen"); }
                finally { Log.Info("commented"); }
            }

            try { await Basecamp.TodoItem(999999999); }
            catch (NotFoundException) { Log.Info("not there"); }

            Log.Info($"done {await State.Get<int>("n")}");
        });
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HostThatIsKilledAgainAndAgain_DoesEveryEffectOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Children that outlive a killed host end by the pipe on Unix.");
        var kills = Number("AUTOMATOR_STORM_KILLS", 4);
        var random = new Random(Number("AUTOMATOR_STORM_SEED", 1));
        var done = 0;
        for (var run = 1; done < kills; run++)
            done += await OneRun(random, run);
    }

    /// <returns>How often the host was killed before the run had ended.</returns>
    private static async Task<int> OneRun(Random random, int number)
    {
        await using var classic = await Classic.StartAsync();
        using var place = new Workplace();
        place.Write("token", classic.Server.Token);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(place.At("token"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        place.Write("automator.json", $$"""
            { "listen": "127.0.0.1:0", "accounts": { "demo": {
                "url": "{{classic.Server.Url}}", "token": "file:token", "userAgent": "storm (test@example.com)", "poll": "1h", "timeout": "1s" } } }
            """);
        place.Rule("storm", Rule);
        classic.Server.Sites[0].Faults.Add(
        [
            new Fault("cut-after", "POST", Share: 0.05, Random: number),
            new Fault("cut-before", "POST", Share: 0.05, Random: number + 1),
            new Fault("cut-after", "PUT", Share: 0.1, Random: number + 2),
            new Fault("slow", Share: 0.1, Random: number + 3, Seconds: 0.2),
        ]);

        var kills = 0;
        while (true)
        {
            await using var host = HostProcess.Start(place, "serve");
            await host.Line("Automator is ready");
            await using var demand = kills == 0 ? HostProcess.Start(place, "run", "storm") : null;
            var ended = host.Line("storm run .* (succeeded|ended)");
            var life = Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 2_500)), TimeProvider.System, Cancellation);
            if (await Task.WhenAny(ended, life) == ended)
            {
                host.Output.ShouldContain("succeeded", customMessage: host.Output);
                break;
            }

            await host.KillHard();
            if (Environment.GetEnvironmentVariable("AUTOMATOR_STORM_SHOW") is not null)
                await Console.Error.WriteLineAsync($"run {number}, kill {kills + 1}: {classic.Account.Work(known => known.Items.All.Count)}\n{host.Output}");
            kills++;
        }

        classic.Account.Work(Judge);
        return kills;
    }

    private static bool Judge(Account account)
    {
        var list = account.Lists.All.ShouldHaveSingleItem();
        var items = account.Items.All.Where(item => item.TodoListId == list.Id).OrderBy(item => item.Id).ToList();
        var contents = items.Select(item => item.Content).ToList();
        contents.Take(6).ShouldBe(Enumerable.Range(0, 6).Select(n => $"in order {n}"));
        contents.Skip(6).Take(20).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 20).Select(n => $"parallel {n}").Order(StringComparer.Ordinal));
        contents.Skip(26).ShouldBe(Enumerable.Repeat("equal", 5));
        items.Where(item => item.Completed()).Select(item => item.Content).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 5).Select(n => $"parallel {n * 4}").Order(StringComparer.Ordinal));
        account.Comments.All.Select(comment => comment.CommentableId).Order().ShouldBe(items.Take(6).Select(item => item.Id));
        return true;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
