using Automator.Emulator.Control;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Tests.Basecamp;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Automator.Tests.Runs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Broker;

/// <summary>Effects whose answers are lost, on the emulator: done once, whether they were done or not when the connection ended.</summary>
[Collection(nameof(RunsCollection))]
public sealed class LostAnswersTests(CompilerFixture compiler)
{
    private const string Setup = """
        var project = (await Basecamp.Projects())[0];
        var list = await project.CreateTodoList("List");
        var item = await list.CreateItem("Item");
        var message = await project.CreateMessage("Message", "Body");
        """;

    /// <summary>What is done, and what it must come to exactly once.</summary>
    private static readonly (string Name, string Method, string Path, string Effect, string Count)[] Effects =
    [
        ("project", "POST", "/projects.xml", "await Basecamp.CreateProject(\"Twin\");", "(await Basecamp.Projects()).Count(one => one.Name == \"Twin\")"),
        ("list", "POST", "/projects/*/todo_lists.xml", "await project.CreateTodoList(\"Twin\");", "(await project.TodoLists()).Count(one => one.Name == \"Twin\")"),
        ("item", "POST", "/todo_lists/*/todo_items.xml", "await list.CreateItem(\"Twin\");", "(await list.Items()).Count(one => one.Content == \"Twin\")"),
        ("message", "POST", "/projects/*/posts.xml", "await project.CreateMessage(\"Twin\", \"x\");", "(await project.Messages()).Count(one => one.Title == \"Twin\")"),
        ("comment", "POST", "/todo_items/*/comments.xml", "await item.Comment(\"Twin\");", "(await item.Comments()).Count(one => one.Body == \"Twin\")"),
        ("category", "POST", "/projects/*/categories.xml", "await project.CreateCategory(\"Twin\");", "(await project.Categories()).Count(one => one.Name == \"Twin\")"),
        ("milestone", "POST", "/projects/*/calendar_entries.xml", "await project.CreateMilestone(\"Twin\", new DateOnly(2026, 5, 5));", "(await project.Milestones()).Count(one => one.Title == \"Twin\")"),
        ("mail", "PUT", "/todo_items/*", "await item.Update(content: \"Twin\", notify: true);", "(await list.Items()).Count(one => one.Content == \"Twin\")"),
    ];

    public static MatrixTheoryData<string, string> Cases { get; } = new(Effects.Select(effect => effect.Name), ["cut-after", "cut-before"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task EffectWhoseAnswerIsLost_IsDoneOnce(string name, string fault)
    {
        var (_, method, path, effect, count) = Effects.Single(one => one.Name == name);
        await using var classic = await Classic.StartAsync();
        await using var stage = await Stage.Open(compiler, classic, $"{Setup}\nLog.Info(\"set up\");\nawait Basecamp.Me();\n{effect}\nLog.Info($\"{{{count}}}\");");
        stage.Fail(fault, method, path, after: name is "list" or "item" or "message" ? 2 : 1);

        var (ended, lines) = await stage.Run();

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines[^1].ShouldBe("1", string.Join('\n', lines));
        lines.ShouldContain(line => line.Contains("its answer does not say what became of it"));
        lines.Any(line => line.Contains("the account shows that it was done")).ShouldBe(fault == "cut-after");
    }

    [Fact]
    public async Task EqualItemsAtOnce_WhoseAnswersAreLost_AreAllMade()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await Stage.Open(compiler, classic, $$"""
            {{Setup}}
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => list.CreateItem("Twin")));
            Log.Info($"{(await list.Items()).Count(one => one.Content == "Twin")}");
            """);
        stage.Fail("cut-after", "POST", "/todo_lists/*/todo_items.xml", after: 2);
        stage.Fail("cut-before", "POST", "/todo_lists/*/todo_items.xml", after: 2);
        stage.Fail("cut-after", "POST", "/todo_lists/*/todo_items.xml", after: 3);

        var (ended, lines) = await stage.Run();

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines[^1].ShouldBe("5", string.Join('\n', lines));
    }

    /// <summary>A rule on the emulator, whose run's time is the test's.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        private readonly Classic _classic;
        private readonly RequestBudget _budget = new(new BudgetOptions(), TimeProvider.System);
        private readonly BasecampClient _client;

        private Stage(Classic classic)
        {
            _classic = classic;
            _client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), _budget, TimeProvider.System, NullLogger.Instance);
        }

        internal RunsBench Bench { get; private set; } = null!;

        internal static async Task<Stage> Open(CompilerFixture compiler, Classic classic, string body)
        {
            var stage = new Stage(classic);
            await stage._client.Identify(RequestSource.Person(), Classic.Token);
            stage.Bench = await RunsBench.Open(compiler, account: stage._client, watchdog: new WatchdogOptions { Begin = TimeSpan.FromHours(1) });
            stage.Bench.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
            await stage.Bench.Rule("a", $"On.Demand(async () =>\n{{\n{body}\n}});");
            stage.Bench.Run();
            return stage;
        }

        internal void Fail(string kind, string method, string path, int after) =>
            _classic.Server.Sites[0].Faults.Add([new Fault(kind, method, path, Nth: after)]);

        internal async Task<(RunEvent.Ended Ended, IReadOnlyList<string> Lines)> Run()
        {
            var following = Bench.Fire(Bench.Due("a"));
            while (!following.IsCompleted)
            {
                await Task.WhenAny(following, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken));
                if (Bench.Feed.Followers > 0)
                    Bench.Time.Advance(TimeSpan.FromSeconds(1));
            }

            var events = await following;
            return (events[^1].ShouldBeOfType<RunEvent.Ended>(), [.. events.OfType<RunEvent.Line>().Select(line => line.Text)]);
        }

        public async ValueTask DisposeAsync()
        {
            await Bench.DisposeAsync();
            _client.Dispose();
            _budget.Dispose();
        }
    }
}
