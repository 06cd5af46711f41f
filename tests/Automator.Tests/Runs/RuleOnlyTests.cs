using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;

namespace Automator.Tests.Runs;

/// <summary>What Rule.Only keeps a rule from, whatever its code does; judged by what the emulator was asked.</summary>
[Collection(nameof(RunsCollection))]
public sealed class RuleOnlyTests(CompilerFixture compiler)
{
    private const string InSite = "Rule.Only(projects: [\"Site\"]);";

    [Fact]
    public void EveryEffect_HasAKindAWordAndAPlace()
    {
        foreach (var type in typeof(Operation).Assembly.GetTypes().Where(type => typeof(IEffect).IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false }))
        {
            var effect = (Operation)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            foreach (var ids in type.GetProperties().Where(property => property.PropertyType == typeof(long[])))
                ids.SetValue(effect, Array.Empty<long>());
            type.GetProperty("On")?.SetValue(effect, Commentable.Message(1));
            type.GetProperty("ProjectId")?.SetValue(effect, 1L);
            AbilityWords.KindOf(effect.OperationName).ShouldBe(EffectTargets.KindOf(effect), type.Name);
            EffectTargets.Of(effect).Any().ShouldBe(effect is not (CreateProject or UploadFile), type.Name);
        }
    }

    [Theory]
    [InlineData("await (await Basecamp.Project(\"Site\")).CreateMessage(\"Hello\");", "message.create, which changes a message, and Rule.Only lets it change nothing but: to-do, comment.")]
    [InlineData("await Basecamp.CreateProject(\"New\");", "project.create, which changes a project")]
    public async Task OtherKinds_AreRefused(string statement, string why)
    {
        await using var classic = await Classic.StartAsync();
        var run = await Run(classic, "Rule.Only(kinds: [RecordKind.TodoItem, RecordKind.Comment]);", statement, RunStatus.Refused);
        run.End.Reason.ShouldNotBeNull().ShouldContain(why);
        run.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public async Task KindsItKeepsTo_AreChangedAsEver()
    {
        await using var classic = await Classic.StartAsync();
        var item = Plant(classic, classic.Project);
        var run = await Run(classic, "Rule.Only(kinds: [RecordKind.TodoItem, RecordKind.Comment]);", $"var item = await Basecamp.TodoItem({item}); await item.Complete(); await item.Comment(\"Done\");", RunStatus.Succeeded);
        run.Requests.Count(request => request.Method != "GET").ShouldBe(2);
        run.Requests.Count(request => request.Method == "GET").ShouldBe(1, "kinds cost nothing");
    }

    [Theory]
    [InlineData("await foreach (var item in Basecamp.TodoItems(open: true)) await item.Complete();")]
    [InlineData("await (await Basecamp.TodoItem(OTHER)).Complete();")]
    [InlineData("await (await (await Basecamp.TodoItem(OTHER)).TodoList()).CreateItem(\"New\");")]
    [InlineData("await (await (await Basecamp.TodoItem(OTHER)).TodoList()).Delete();")]
    [InlineData("await (await Basecamp.TodoItem(OTHER)).Comment(\"Hello\");")]
    [InlineData("await (await Basecamp.Project(\"Shop\")).CreateMessage(\"Hello\");")]
    [InlineData("await (await Basecamp.Project(\"Shop\")).Update(name: \"Site\");")]
    [InlineData("await (await Basecamp.Project(\"Shop\")).TrackTime(1m);")]
    [InlineData("await Basecamp.CreateProject(\"Site\");")]
    [InlineData("var site = await Basecamp.Project(\"Site\"); var own = (await site.TodoLists())[0]; await own.Reorder([await Basecamp.TodoItem(OTHER)]);")]
    public async Task OtherProjects_AreRefused(string statement)
    {
        await using var classic = await Classic.StartAsync();
        Plant(classic, classic.Project);
        var other = Plant(classic, classic.Plant(bed => bed.Project("Shop", classic.Firm, bed.Now, [classic.Ada])));
        var run = await Run(classic, InSite, statement.Replace("OTHER", $"{other}"), RunStatus.Refused);
        run.End.Reason.ShouldNotBeNull().ShouldMatch("keeps it to Site|none by that name");
        run.Requests.Where(request => request.Method != "GET").ShouldAllBe(request => !request.Path.Contains($"/{other}"));
        classic.Account.Items.All.Single(item => item.Id == other).Completed().ShouldBeFalse();
        classic.Account.Projects.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task OwnProject_IsChangedAndWhatItMadeThereToo()
    {
        await using var classic = await Classic.StartAsync();
        var item = Plant(classic, classic.Project);
        const string Body = """
            var site = await Basecamp.Project("Site");
            var list = await site.CreateTodoList("Plan");
            var made = await list.CreateItem("First");
            var comment = await made.Comment("On it");
            await made.Complete();
            await comment.Update("Done");
            await (await Basecamp.TodoItem(ITEM)).Complete();
            var message = await site.CreateMessage("Hello");
            await message.Comment("More");
            await message.Delete();
            await site.CreateMilestone("Launch", new DateOnly(2026, 3, 9));
            """;
        var run = await Run(classic, InSite, Body.Replace("ITEM", $"{item}"), RunStatus.Succeeded);
        run.Requests.Count(request => request.Method != "GET").ShouldBe(10);
        run.Requests.Count(request => request.Method == "GET").ShouldBe(6, "the project, the item and its list, the projects by name, and the lists and milestones before one is made");
        var dry = await EmulatedRun.Of(compiler, classic, Source(InSite, Body.Replace("ITEM", $"{item}")), dry: true);
        dry.Planned.Count().ShouldBe(10);
    }

    [Fact]
    public async Task ProjectThatIsNotThere_RefusesEveryChange()
    {
        await using var classic = await Classic.StartAsync();
        var item = Plant(classic, classic.Project);
        var run = await Run(classic, "Rule.Only(projects: [\"Site\", \"Sight\"]);", $"await (await Basecamp.TodoItem({item})).Complete();", RunStatus.Refused);
        run.End.Reason.ShouldNotBeNull().ShouldContain("of which there is none by that name: Sight");
    }

    [Theory]
    [InlineData("Rule.Only();", "Say to what the rule is kept")]
    [InlineData("Rule.Only(projects: []);", "An empty list would let the rule change nothing")]
    [InlineData("Rule.Only(kinds: []);", "An empty list would let the rule change nothing")]
    public async Task NothingToKeepTo_IsNoRule(string only, string why)
    {
        await using var bench = await RunsBench.Open(compiler);
        (await Assert.ThrowsAsync<ShouldAssertException>(() => bench.Rule("a", Source(only, "await Task.CompletedTask;")))).Message.ShouldContain(why);
    }

    private static string Source(string only, string body) => $"{only}\nOn.Demand(async () =>\n{{\n{body}\n}});";

    private Task<EmulatedRun> Run(Classic classic, string only, string body, RunStatus ends) => EmulatedRun.Of(compiler, classic, Source(only, body), ends: ends);

    private static int Plant(Classic classic, Automator.Emulator.Store.Project project) =>
        classic.Plant(bed => bed.Item(bed.List(project, "List"), "Do it", classic.Ada, bed.Now).Id);
}
