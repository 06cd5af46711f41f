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
    /// <summary>All that is there has been so for a day.</summary>
    private const string Setup = """
        var project = await Basecamp.Project("Site");
        var list = await project.TodoList("List");
        var item = (await list.Items())[0];
        var message = (await project.Messages())[0];
        var max = (await project.People()).Single(person => person.FirstName == "Max");
        """;

    /// <summary>What is done, and what it must come to exactly once.</summary>
    private static readonly (string Name, string Method, string Path, string Effect, string Count)[] Effects =
    [
        ("project", "POST", "/projects.xml", "await Basecamp.CreateProject(\"Twin\");", "(await Basecamp.Projects()).Count(one => one.Name == \"Twin\")"),
        ("list", "POST", "/projects/*/todo_lists.xml", "await project.CreateTodoList(\"Twin\");", "(await project.TodoLists()).Count(one => one.Name == \"Twin\")"),
        ("item", "POST", "/todo_lists/*/todo_items.xml", "await list.CreateItem(\" Twin\", responsible: new Party { Kind = PartyKind.Person, Id = max.Id });", "(await list.Items()).Count(one => one.Content.Trim() == \"Twin\")"),
        ("message", "POST", "/projects/*/posts.xml", "await project.CreateMessage(\"Twin\", \"x\");", "(await project.Messages()).Count(one => one.Title == \"Twin\")"),
        ("message with a file", "POST", "/projects/*/posts.xml", "await project.CreateMessage(\"Twin\", \"x\", attachments: [await Basecamp.Upload(\"a.txt\", \"a\")]);", "(await project.Messages()).Count(one => one.Title == \"Twin\")"),
        ("comment", "POST", "/todo_items/*/comments.xml", "await item.Comment(\"Twin\");", "(await item.Comments()).Count(one => one.Body == \"Twin\")"),
        ("category", "POST", "/projects/*/categories.xml", "await project.CreateCategory(\"Twin\");", "(await project.Categories()).Count(one => one.Name == \"Twin\")"),
        ("milestone", "POST", "/projects/*/calendar_entries.xml", "await project.CreateMilestone(\"Twin\", new DateOnly(2026, 5, 5));", "(await project.Milestones()).Count(one => one.Title == \"Twin\")"),
        ("event", "POST", "/projects/*/calendar_entries.xml", "await project.CreateEvent(\"Twin\", new DateOnly(2026, 5, 5));", "(await project.Events()).Count(one => one.Title == \"Twin\")"),
        ("event at a time", "POST", "/projects/*/calendar_entries.xml", "await project.CreateEvent(\"Twin\", Clock.Now.AddMilliseconds(1234));", "(await project.Events()).Count(one => one.Title == \"Twin\")"),
        ("hours", "POST", "/projects/*/time_entries.xml", "await project.TrackTime(1m / 3, \"Twin\");", "(await project.TimeEntries()).Count(one => one.Description == \"Twin\")"),
        ("hours on an item", "POST", "/todo_items/*/time_entries.xml", "await item.TrackTime(1.5m, \"Twin\");", "(await item.TimeEntries()).Count(one => one.Description == \"Twin\")"),
        ("mail", "PUT", "/todo_items/*", "await item.Update(content: \"Twin\", responsible: max, notify: true);", "(await list.Items()).Count(one => one.Content == \"Twin\")"),
        ("files", "PUT", "/posts/*", "await message.Update(attachments: [await Basecamp.Upload(\"twin.txt\", \"a\")], notify: [max]);", "(await message.Attachments()).Count(one => one.Name == \"twin.txt\")"),
    ];

    public static MatrixTheoryData<string, string> Cases { get; } = new(Effects.Select(effect => effect.Name), ["cut-after", "cut-before"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task EffectWhoseAnswerIsLost_IsDoneOnce(string name, string fault)
    {
        var (_, method, path, effect, count) = Effects.Single(one => one.Name == name);
        await using var classic = await Classic.StartAsync();
        await using var stage = await Stage.Open(compiler, classic, $"{Setup}\n{effect}\nLog.Info($\"{{{count}}}\");");
        stage.Fail(fault, method, path);

        var (ended, lines) = await stage.Run();

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines[^1].ShouldBe("1", string.Join('\n', lines));
        lines.ShouldContain(line => line.Contains("its answer does not say what became of it"));
        lines.Any(line => line.Contains("the account shows that it was done")).ShouldBe(fault == "cut-after");
        classic.Account.Work(account => account.Mails.All.Count).ShouldBe(name is "mail" or "files" ? 1 : 0);
    }

    /// <summary>Of a message the account does not say when it was changed.</summary>
    [Theory]
    [InlineData("cut-after", RunStatus.Succeeded, 1)]
    [InlineData("cut-before", RunStatus.InDoubt, 0)]
    internal async Task ChangeOfAMessageThatMails_MailsAtMostOnce(string fault, RunStatus ends, int mails)
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await Stage.Open(compiler, classic, $"{Setup}\nawait message.Update(title: \"Twin\", notify: [max]);");
        stage.Fail(fault, "PUT", "/posts/*");

        var (ended, _) = await stage.Run();

        ended.Status.ShouldBe(ends, ended.Reason);
        classic.Account.Work(account => account.Mails.All.Count).ShouldBe(mails);
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
        stage.Fail("cut-after", "POST", "/todo_lists/*/todo_items.xml");
        stage.Fail("cut-before", "POST", "/todo_lists/*/todo_items.xml");
        stage.Fail("cut-after", "POST", "/todo_lists/*/todo_items.xml", after: 2);

        var (ended, lines) = await stage.Run();

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines[^1].ShouldBe("5", string.Join('\n', lines));
    }

    /// <summary>By their titles alone either may be taken for the other.</summary>
    [Fact]
    public async Task MessagesOfOneTitleAtOnce_WhoseAnswersAreLost_AreEachMadeAndEachOnesOwn()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await Stage.Open(compiler, classic, $$"""
            {{Setup}}
            var made = await Task.WhenAll(project.CreateMessage("Twin", "first"), project.CreateMessage("Twin", "second"));
            Log.Info($"{(await project.Messages()).Count(one => one.Title == "Twin")}: {(await made[0].Reload())!.Body}, {(await made[1].Reload())!.Body}");
            """);
        stage.Fail("cut-after", "POST", "/projects/*/posts.xml");
        stage.Fail("cut-before", "POST", "/projects/*/posts.xml");

        var (ended, lines) = await stage.Run();

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines[^1].ShouldBe("2: first, second", string.Join('\n', lines));
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
            Plant(classic);
            var stage = new Stage(classic);
            await stage._client.Identify(RequestSource.Person(), Classic.Token);
            stage.Bench = await RunsBench.Open(compiler, account: stage._client, watchdog: new WatchdogOptions { Begin = TimeSpan.FromHours(1) });
            stage.Bench.Time.SetUtcNow(classic.Server.Clock.GetUtcNow());
            stage.Follow();
            await stage.Bench.Rule("a", $"On.Demand(async () =>\n{{\n{body}\n}});");
            stage.Bench.Run();
            return stage;
        }

        internal void Fail(string kind, string method, string path, int after = 1) =>
            _classic.Server.Sites[0].Faults.Add([new Fault(kind, method, path, Nth: after)]);

        internal async Task<(RunEvent.Ended Ended, IReadOnlyList<string> Lines)> Run()
        {
            var following = Bench.Fire(Bench.Due("a"));
            while (!following.IsCompleted)
            {
                await Task.WhenAny(following, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
                if (Bench.Feed.Followers > 0)
                    Bench.Time.Advance(TimeSpan.FromSeconds(1));
                Follow();
            }

            var events = await following;
            return (events[^1].ShouldBeOfType<RunEvent.Ended>(), [.. events.OfType<RunEvent.Line>().Select(line => line.Text)]);
        }

        /// <summary>The account's clock and the host's are one.</summary>
        private void Follow() => _classic.Server.Clock.Set(Bench.Time.GetUtcNow(), frozen: true);

        private static void Plant(Classic classic) => classic.Plant(bed =>
        {
            var before = bed.Now.AddDays(-1);
            bed.Post(classic.Project, "Message", "", classic.Ada, before);
            return bed.Item(bed.List(classic.Project, "List"), "Item", classic.Ada, before);
        });

        public async ValueTask DisposeAsync()
        {
            await Bench.DisposeAsync();
            _client.Dispose();
            _budget.Dispose();
        }
    }
}
