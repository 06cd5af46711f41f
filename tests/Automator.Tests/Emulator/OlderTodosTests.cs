using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class OlderTodosTests
{
    private static TodoList List(Classic classic, string name = "List", bool hidden = false) => classic.Plant(bed => bed.List(classic.Project, name, "", hidden));

    private static string Order<T>(IEnumerable<T> records, Func<T, int> place, Func<T, string> name) => string.Join(' ', records.OrderBy(place).Select(record => $"{name(record)}{place(record)}"));

    private static string Lists(Classic classic) => classic.Account.Work(account => Order(account.Lists.All, list => list.Position, list => list.Name));

    private static string Items(Classic classic) => classic.Account.Work(account => Order(account.Items.All, item => item.Position, item => item.Content));

    [Fact]
    public async Task AList_HoldsItsItemsInTheirOlderForm()
    {
        await using var classic = await Classic.StartAsync();
        var list = List(classic);
        var item = classic.Items(list, "One")[0];
        classic.Account.Work(account =>
        {
            (item.CompletedAt, item.CompleterId) = (account.Now, classic.Max.Id);
            account.Changed(account.Items, item);
        });

        var read = await classic.As(classic.Carla).Say($"/todos/list/{list.Id}", method: "GET");

        (read.Root, read["name"], read["completed-count"]).ShouldBe(("todo-list", "List", "1"));
        var inside = read.Xml.Element("todo-items")!.Elements("todo-item").Single();
        inside.Element("content")!.Value.ShouldBe("One");
        inside.Element("completed-on")!.Value.ShouldBe(inside.Element("completed-at")!.Value);
    }

    [Theory]
    [InlineData("<request><complete>true</complete></request>", "Done Empty")]
    [InlineData("<request><complete>false</complete></request>", "Open")]
    [InlineData("<request><complete></complete></request>", "Open Done Empty")]
    [InlineData("<request />", "Open Done Empty")]
    [InlineData(null, "Open Done Empty")]
    public async Task TheListsOfAProject_AreAskedForByWhetherTheyAreComplete(string? body, string expected)
    {
        await using var classic = await Classic.StartAsync();
        var (open, done, _) = (List(classic, "Open"), List(classic, "Done"), List(classic, "Empty"));
        classic.Items(open, "One");
        classic.Plant(bed => bed.Item(done, "Two", classic.Ada, bed.Now, item => (item.CompletedAt, item.CompleterId) = (bed.Now, classic.Ada.Id)));
        List(classic, "Hidden", hidden: true);

        var lists = await classic.As(classic.Carla).Say($"/projects/{classic.Project.Id}/todos/lists", body);

        string.Join(' ', lists.Each("name")).ShouldBe(expected);
        lists.Xml.Descendants("todo-items").ShouldBeEmpty();
    }

    [Fact]
    public async Task TheListsOfAProject_AreAlsoAskedForInTheQuery()
    {
        await using var classic = await Classic.StartAsync();
        classic.Items(List(classic, "Open"), "One");
        List(classic, "Empty");

        (await classic.As(classic.Max).Say($"/projects/{classic.Project.Id}/todos/lists?complete=true", method: "GET")).Each("name").ShouldBe(["Empty"]);
    }

    [Fact]
    public async Task AList_IsCreatedChangedAndDeleted()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Max);
        List(classic);
        var milestone = classic.Plant(bed => bed.Milestone(classic.Project, "Launch", new DateOnly(2026, 3, 4), classic.Ada, bed.Now));

        var made = await client.Say($"/projects/{classic.Project.Id}/todos/create_list", $"<request><milestone-id>{milestone.Id}</milestone-id><private>false</private><tracked>true</tracked><name>New</name><description>D</description></request>", "PUT");
        var changed = await client.Say($"/todos/update_list/{made.Id}", "<request><list><name>Newer</name><milestone_id>0</milestone_id><tracked>false</tracked></list></request>");
        var read = await client.Xml($"/todo_lists/{made.Id}.xml");
        classic.Account.Work(account => new Automator.Emulator.Seeds.Seedbed(account).Item(account.Lists.Find(made.Id)!, "Item", classic.Ada, account.Now));
        var gone = await client.Say($"/todos/delete_list/{made.Id}", method: "GET");

        (made.Status, made.Root, made.Location).ShouldBe((201, "todo-list", $"/todo_lists/{made.Id}"));
        (made["name"], made["description"], made["milestone-id"], made["tracked"], made["position"]).ShouldBe(("New", "D", $"{milestone.Id}", "true", "2"));
        (changed.Status, changed["name"], changed["description"], changed["milestone-id"], changed["tracked"]).ShouldBe((200, "Newer", "D", "", "false"));
        read.Element("name")!.Value.ShouldBe("Newer");
        (gone.Status, gone["name"], gone["uncompleted-count"]).ShouldBe((200, "Newer", "1"));
        classic.Account.Work(account => (account.Lists.Count, account.Items.Count)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task AListFromATemplate_HasItsItems()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var template = classic.Plant(bed => bed.Template("Launch", "Go", new TemplateItem("One")));
        var path = $"/projects/{classic.Project.Id}/todos/create_list";

        var made = await client.Say(path, $"<request><tracked>false</tracked><use-template>true</use-template><template-id>{template.Id}</template-id></request>");

        (made["name"], made["uncompleted-count"]).ShouldBe(("Launch", "1"));
        (await client.Say(path, "<request><use-template>true</use-template><template-id>1</template-id></request>")).Status.ShouldBe(422);
        (await client.Say(path, "<request><use-template>true</use-template></request>")).Status.ShouldBe(422);
        (await client.Say(path, $"<request><name>Own</name><use-template>false</use-template><template-id>{template.Id}</template-id></request>"))["uncompleted-count"].ShouldBe("0");
    }

    [Fact]
    public async Task AnItem_IsCreatedAndChanged()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Carla);
        var list = List(classic);

        var made = await client.Say($"/todos/create_item/{list.Id}", $"<request><content>New</content><responsible-party>{classic.Max.Id}</responsible-party><notify>true</notify></request>");
        var changed = await client.Say($"/todos/update_item/{made.Id}", $"<request><item><content>Newer</content></item><responsible-party>c{classic.Client.Id}</responsible-party><notify>false</notify></request>");
        var partyOnly = await client.Say($"/todos/update_item/{made.Id}", "<request><responsible-party /></request>");

        (made.Status, made.Root, made.Location).ShouldBe((201, "todo-item", $"/todo_items/{made.Id}"));
        (made["content"], made["responsible-party-id"], made["todo-list-id"]).ShouldBe(("New", $"{classic.Max.Id}", $"{list.Id}"));
        (changed.Status, changed["content"], changed["responsible-party-type"], changed["responsible-party-id"]).ShouldBe((200, "Newer", "Company", $"{classic.Client.Id}"));
        (partyOnly["content"], partyOnly["responsible-party-id"]).ShouldBe(("Newer", null));
        (await client.Xml($"/todo_items/{made.Id}.xml")).Element("content")!.Value.ShouldBe("Newer");
        classic.Account.Work(account => account.Mails.All.Single().PersonId).ShouldBe(classic.Max.Id);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", "<request><content>A body left over</content></request>")]
    [InlineData("PUT", "--- {}\n")]
    [InlineData("DELETE", "<not xml")]
    public async Task AnItem_IsCompletedUncompletedAndDeletedByAnyMethod(string method, string? body)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Max);
        var item = classic.Items(List(classic), "One")[0];

        foreach (var (call, completed) in new[] { ("complete", "true"), ("complete", "true"), ("uncomplete", "false"), ("delete", "false") })
        {
            var answer = await client.Say($"/todos/{call}_item/{item.Id}", body, method);
            (answer.Status, answer.Root, answer["content"], answer["completed"]).ShouldBe((200, "todo-item", "One", completed), call);
        }

        (await client.Say($"/todos/complete_item/{item.Id}", body, method)).Status.ShouldBe(404);
        classic.Account.Work(account => account.Items.Count).ShouldBe(0);
    }

    [Theory]
    [InlineData("A", 3, "B1 C2 A3")]
    [InlineData("C", 1, "C1 A2 B3")]
    [InlineData("B", 2, "A1 B2 C3")]
    [InlineData("A", 99, "B1 C2 A3")]
    [InlineData("C", -5, "C1 A2 B3")]
    public async Task ALists_MoveKeepsThePlacesOneToN(string moved, int to, string expected)
    {
        await using var classic = await Classic.StartAsync();
        var lists = new[] { "A", "B", "C" }.Select(name => List(classic, name)).ToList();

        var answer = await classic.As(classic.Carla).Say($"/todos/move_list/{lists.Single(list => list.Name == moved).Id}", $"<request><to>{to}</to></request>");

        (answer.Status, answer.Root, answer["name"]).ShouldBe((200, "todo-list", moved));
        Lists(classic).ShouldBe(expected);
        expected.ShouldContain($"{moved}{answer["position"]}");
    }

    [Theory]
    [InlineData("A", 3, "x2 B1 A3 C4")]
    [InlineData("A", 9, "x2 B1 C3 A4")]
    [InlineData("C", 0, "x2 C1 A3 B4")]
    [InlineData("C", 3, "x2 A1 C3 B4")]
    [InlineData("x", 1, "x2 A1 B3 C4")]
    public async Task AnItem_MovesAmongTheOpenOnes(string moved, int to, string expected)
    {
        await using var classic = await Classic.StartAsync();
        var list = List(classic);
        var items = classic.Items(list, "A", "x", "B", "C");
        await classic.As(classic.Ada).PutXml($"/todo_items/{items[1].Id}/complete.xml").Status();

        var answer = await classic.As(classic.Carla).Say($"/todos/move_item/{items.Single(item => item.Content == moved).Id}", $"<request><to>{to}</to></request>");

        (answer.Status, answer.Root, answer["content"]).ShouldBe((200, "todo-item", moved));
        Items(classic).Split(' ').ShouldBe(expected.Split(' '), ignoreOrder: true);
    }

    [Theory]
    [InlineData("<request/>")]
    [InlineData("<request><to/></request>")]
    [InlineData("<request><to>top</to></request>")]
    [InlineData("<request><to>99999999999</to></request>")]
    public async Task AMove_WantsAPlace(string body)
    {
        await using var classic = await Classic.StartAsync();
        var list = List(classic);
        var item = classic.Items(list, "One")[0];

        (await classic.As(classic.Ada).Say($"/todos/move_list/{list.Id}", body)).Status.ShouldBe(422);
        (await classic.As(classic.Ada).Say($"/todos/move_item/{item.Id}", body)).Status.ShouldBe(422);
    }

    [Fact]
    public async Task WhatIsOutOfSight_Is404()
    {
        await using var classic = await Classic.StartAsync();
        var carla = classic.As(classic.Carla);
        var hidden = List(classic, hidden: true);
        var item = classic.Items(hidden, "One")[0];

        foreach (var call in new[] { "list", "update_list", "move_list", "delete_list", "create_item" }) (await carla.Say($"/todos/{call}/{hidden.Id}", "<request><name>N</name><content>C</content><to>1</to></request>")).Status.ShouldBe(404, call);
        foreach (var call in new[] { "update_item", "complete_item", "uncomplete_item", "move_item", "delete_item" }) (await carla.Say($"/todos/{call}/{item.Id}", "<request><content>C</content><to>1</to></request>")).Status.ShouldBe(404, call);
        classic.Account.Work(_ => (hidden.Name, item.Content, item.Completed())).ShouldBe(("List", "One", false));
    }

    [Fact]
    public async Task BadWords_AreRefused()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = List(classic);
        var item = classic.Items(list, "One")[0];

        (await client.Say($"/todos/create_item/{list.Id}", "<request><content> </content></request>")).Status.ShouldBe(422);
        (await client.Say($"/todos/create_item/{list.Id}", "<request><content>A</content><responsible-party>1</responsible-party></request>")).Status.ShouldBe(422);
        (await client.Say($"/todos/update_item/{item.Id}", "<request><item><content/></item></request>")).Status.ShouldBe(422);
        (await client.Say($"/todos/update_list/{list.Id}", "<request><list><name/></list></request>")).Status.ShouldBe(422);
        (await client.Say($"/projects/{classic.Project.Id}/todos/create_list", "<request><name>A</name><milestone-id>1</milestone-id></request>")).Status.ShouldBe(422);
    }
}
