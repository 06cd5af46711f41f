using Automator.Host.Journal;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Automator.Tests.Runs;

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
        await using var stage = await LostAnswersStage.Open(compiler, classic, $"{Setup}\nLog.Info(\"set up\");\nawait Basecamp.Me();\n{effect}\nLog.Info($\"{{{count}}}\");");
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
        await using var stage = await LostAnswersStage.Open(compiler, classic, $$"""
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
}
