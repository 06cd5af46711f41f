using Automator.Emulator.Store;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;

namespace Automator.Tests.Runs;

/// <summary>Who answers for what, as a rule asks for it; the judge of each cost is the emulator's own log.</summary>
[Collection(nameof(RunsCollection))]
public sealed class PartiesOnTheEmulatorTests(CompilerFixture compiler)
{
    [Fact]
    public async Task Party_OfAPerson_IsThatPerson_ForOneRequest()
    {
        await using var classic = await Classic.StartAsync();
        Assigned(classic);
        var run = await EmulatedRun.OfBody(compiler, classic, """
            var items = await (await Basecamp.Project("Site").TodoList("Work")).Items();
            foreach (var person in await items.Single(item => item.Content == "Max's").Responsible!.People())
                Log.Info($"{person.Name}, {person.EmailAddress}");
            """);
        run.Lines.ShouldBe(["Max Member, max.member@example.com"]);
        run.Asked.Skip(3).ShouldBe([$"GET /people/{classic.Max.Id}.xml"]);
    }

    [Fact]
    public async Task Party_OfACompany_IsEverybodyOfIt_ForOneRequest()
    {
        await using var classic = await Classic.StartAsync();
        classic.Plant(bed => bed.Person(classic.Client, "Carl", "Client"));
        classic.Plant(bed => bed.Person(classic.Client, "Gone", "Girl", p => p.Deleted = true));
        Assigned(classic);
        var run = await EmulatedRun.OfBody(compiler, classic, """
            var items = await (await Basecamp.Project("Site").TodoList("Work")).Items();
            foreach (var person in await items.Single(item => item.Content == "The client's").Responsible!.People())
                Log.Info(person.Name);
            """);
        run.Lines.ShouldBe(["Carla Client", "Carl Client"]);
        run.Asked.Skip(3).ShouldBe([$"GET /companies/{classic.Client.Id}/people.xml"]);
    }

    [Fact]
    public async Task Party_OfSomebodyDeleted_IsStillThatPerson_ForAnAdministrator()
    {
        await using var classic = await Classic.StartAsync();
        var gone = classic.Plant(bed => bed.Person(classic.Firm, "Gone", "Girl", p => p.Deleted = true));
        var run = await EmulatedRun.OfBody(compiler, classic, $$"""
            var people = await new Party { Kind = PartyKind.Person, Id = {{gone.Id}} }.People();
            Log.Info($"{people.Single().Name} {people.Single().IsDeleted}");
            """);
        run.Lines.ShouldBe(["Gone Girl True"]);
    }

    [Theory]
    [InlineData("Basecamp.TodoItems(open: true, assignedTo: await Basecamp.Person(MAX))", "MAX", "Max's|Max's elsewhere")]
    [InlineData("Basecamp.TodoItems(open: true, assignedTo: await Basecamp.Person(MAX), inProject: await Basecamp.Project(SITE))", "MAX", "Max's")]
    [InlineData("(await Basecamp.Project(SITE)).TodoItems(open: true, assignedTo: await Basecamp.Person(MAX))", "MAX", "Max's")]
    [InlineData("Basecamp.TodoItems(open: true, assignedTo: await Basecamp.Company(CLIENT))", "cCLIENT", "The client's|The client's elsewhere")]
    [InlineData("Basecamp.TodoItems(open: true, assignedTo: await Basecamp.Company(CLIENT), inProject: await Basecamp.Project(OTHER))", "cCLIENT", "The client's elsewhere")]
    [InlineData("Each(await Basecamp.TodoItemsOf(await Basecamp.Person(MAX)))", "MAX", "Max's|Max's elsewhere")]
    [InlineData("Each(await Basecamp.TodoItemsOf(null))", "", "Nobody's|Nobody's elsewhere")]
    [InlineData("Each(await Basecamp.TodoItemsOf(null, inProject: await Basecamp.Project(OTHER)))", "", "Nobody's elsewhere")]
    public async Task OpenItemsOfOneParty_CostOneRequestInAll(string query, string asked, string items)
    {
        await using var classic = await Classic.StartAsync();
        var other = Assigned(classic);
        string Numbered(string text) => text
            .Replace("MAX", $"{classic.Max.Id}").Replace("CLIENT", $"{classic.Client.Id}").Replace("SITE", $"{classic.Project.Id}").Replace("OTHER", $"{other.Id}");
        var run = await EmulatedRun.Of(compiler, classic, $$"""
            On.Demand(async () =>
            {
                {{Logged(Numbered(query))}}
            });

            async IAsyncEnumerable<TodoItem> Each(IReadOnlyList<TodoItem> items)
            {
                foreach (var item in items)
                    yield return item;
                await Task.CompletedTask;
            }
            """);
        run.Lines.ShouldBe(items.Split('|'));
        run.Asked.Where(request => !IsArgument(request)).ShouldBe([$"GET /todo_lists.xml?responsible_party={Numbered(asked)}"]);
    }

    /// <summary>The account answers for open items alone; completed ones are looked for where they are.</summary>
    [Fact]
    public async Task CompletedItemsOfOneParty_AreReadListByList()
    {
        await using var classic = await Classic.StartAsync();
        Assigned(classic);
        var run = await EmulatedRun.OfBody(compiler, classic,
            Logged($"(await Basecamp.Project({classic.Project.Id})).TodoItems(open: false, assignedTo: await Basecamp.Person({classic.Max.Id}))"));
        run.Lines.ShouldBe(["Max's done"]);
        run.Asked.Where(request => !IsArgument(request)).Count().ShouldBe(3, "the lists of the project, and the two that have completed items");
    }

    [Fact]
    public async Task OpenItems_LeaveListsWithoutOpenItemsUnread()
    {
        await using var classic = await Classic.StartAsync();
        var work = classic.Plant(bed => bed.List(classic.Project, "Work"));
        var done = classic.Plant(bed => bed.List(classic.Project, "Done"));
        classic.Plant(bed => bed.List(classic.Project, "Empty"));
        classic.Items(work, "Open");
        classic.Plant(bed => bed.Item(done, "Completed", classic.Ada, bed.Now, i => i.CompletedAt = bed.Now));
        var run = await EmulatedRun.OfBody(compiler, classic, Logged("Basecamp.TodoItems(open: true)"));
        run.Lines.ShouldBe(["Open"]);
        run.Asked.ShouldBe(["GET /projects.xml", $"GET /projects/{classic.Project.Id}/todo_lists.xml", $"GET /todo_lists/{work.Id}/todo_items.xml"]);
    }

    private static string Logged(string query) => $"await foreach (var item in {query}) Log.Info(item.Content);";

    private static bool IsArgument(string request) =>
        request.StartsWith("GET /people/", StringComparison.Ordinal) || request.StartsWith("GET /companies/", StringComparison.Ordinal)
        || (request.StartsWith("GET /projects/", StringComparison.Ordinal) && !request.EndsWith("/todo_lists.xml", StringComparison.Ordinal));

    /// <summary>Open items of everybody in two active projects, completed ones and those of an archived project beside them.</summary>
    private static Project Assigned(Classic classic)
    {
        var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, [classic.Ada, classic.Max, classic.Carla]));
        var old = classic.Plant(bed => bed.Project("Old", classic.Firm, bed.Now, [classic.Ada, classic.Max], status: "archived"));
        Plant(classic.Project, "Work", "", done: true);
        Plant(other, "Work too", " elsewhere");
        Plant(old, "Old work", " long ago");
        var rest = classic.Plant(bed => bed.List(classic.Project, "Rest"));
        classic.Plant(bed => bed.Item(rest, "Ada's done", classic.Ada, bed.Now, i => (i.CompletedAt, i.Responsible) = (bed.Now, new ResponsibleParty("Person", classic.Ada.Id))));
        return other;

        void Plant(Project project, string name, string suffix, bool done = false)
        {
            var list = classic.Plant(bed => bed.List(project, name));
            Item("Max's", new ResponsibleParty("Person", classic.Max.Id));
            Item("The client's", new ResponsibleParty("Company", classic.Client.Id));
            Item("Nobody's", null);
            if (done)
                Item("Max's done", new ResponsibleParty("Person", classic.Max.Id), isCompleted: true);

            void Item(string content, ResponsibleParty? party, bool isCompleted = false) => classic.Plant(bed => bed.Item(
                list, content + suffix, classic.Ada, bed.Now, i => (i.Responsible, i.CompletedAt) = (party, isCompleted ? bed.Now : null)));
        }
    }
}
