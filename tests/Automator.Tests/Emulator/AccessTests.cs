using System.Net;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class AccessTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9ib2R5Olg=")]
    [InlineData("Basic Og==")]
    [InlineData("Bearer abc")]
    public async Task WithoutKnownCredentials_401WithAChallenge(string? header)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As((string?)null);
        if (header is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        using var answer = await client.Ask("/projects.xml");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Basic");
    }

    [Fact]
    public async Task UserNameAndPassword_AreAsGoodAsAToken()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As((string?)null);
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("max.member:password"u8));
        (await client.Xml("/me.xml")).Element("first-name")!.Value.ShouldBe("Max");

        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("max.member:wrong"u8));
        (await client.Ask("/me.xml").Status()).ShouldBe(401);
    }

    [Fact]
    public async Task DeletedPeople_AreLockedOutAndSeenByAdministratorsWhoAsk()
    {
        await using var classic = await Classic.StartAsync();
        classic.Account.Work(_ => classic.Max.Deleted = true);

        (await classic.As(classic.Max).Ask("/me.xml").Status()).ShouldBe(401);
        (await classic.As(classic.Ada).Xml("/people.xml")).Elements().Count().ShouldBe(2);
        (await classic.As(classic.Ada).Xml("/people.xml?include_deleted=true")).Elements().Count().ShouldBe(3);
        (await classic.As(classic.Carla).Xml("/people.xml?include_deleted=true")).Elements().Count().ShouldBe(2);
        (await classic.As(classic.Carla).Ask($"/people/{classic.Max.Id}.xml").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task PrivateRecords_DoNotExistForClients()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "Secret", isPrivate: true));
        var item = classic.Items(list, "A")[0];
        var post = classic.Plant(bed => bed.Post(classic.Project, "Secret", "", classic.Ada, bed.Now, made => made.Private = true));
        var comment = classic.Plant(bed => bed.Comment(post, "C", classic.Ada, bed.Now));
        string[] alone = [$"/todo_lists/{list.Id}.xml", $"/todo_items/{item.Id}.xml", $"/posts/{post.Id}.xml", $"/comments/{comment.Id}.xml", $"/posts/{post.Id}/comments.xml"];

        foreach (var path in alone)
        {
            (await classic.As(classic.Max).Ask(path).Status()).ShouldBe(200, path);
            (await classic.As(classic.Carla).Ask(path).Status()).ShouldBe(404, path);
        }

        (await classic.As(classic.Carla).PutXml($"/todo_items/{item.Id}/complete.xml").Status()).ShouldBe(404);
        foreach (var path in new[] { "todo_lists.xml", "posts.xml", "posts/archive.xml" })
        {
            (await classic.As(classic.Max).Xml($"/projects/{classic.Project.Id}/{path}")).Elements().Count().ShouldBe(1, path);
            (await classic.As(classic.Carla).Xml($"/projects/{classic.Project.Id}/{path}")).Elements().ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task ProjectsOfOthers_DoNotExist()
    {
        await using var classic = await Classic.StartAsync();
        var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, []));
        var list = classic.Plant(bed => bed.List(other, "List"));

        (await classic.As(classic.Ada).Xml("/projects.xml")).Elements().Count().ShouldBe(2);
        (await classic.As(classic.Max).Xml("/projects.xml")).Elements().Count().ShouldBe(1);
        (await classic.As(classic.Max).Ask($"/projects/{other.Id}.xml").Status()).ShouldBe(404);
        (await classic.As(classic.Max).PostXml($"/todo_lists/{list.Id}/todo_items.xml", "<todo-item><content>A</content></todo-item>").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task OnlyAdministrators_ChangeProjects()
    {
        await using var classic = await Classic.StartAsync();
        const string change = "<project><name>New</name><status>on_hold</status><announcement>Hi</announcement></project>";

        (await classic.As(classic.Max).PutXml($"/projects/{classic.Project.Id}.xml", change).Status()).ShouldBe(403);
        (await classic.As(classic.Carla).PostXml("/projects.xml", change).Status()).ShouldBe(403);
        (await classic.As(classic.Ada).PutXml($"/projects/{classic.Project.Id}.xml", change).Status()).ShouldBe(200);

        var project = await classic.As(classic.Ada).Xml($"/projects/{classic.Project.Id}.xml");
        (project.Element("name")!.Value, project.Element("status")!.Value, project.Element("announcement")!.Value).ShouldBe(("New", "on_hold", "Hi"));
    }

    [Fact]
    public async Task OthersWords_AreTheirsAndTheAdministrators()
    {
        await using var classic = await Classic.StartAsync();
        var post = classic.Plant(bed => bed.Post(classic.Project, "T", "", classic.Max, bed.Now));

        (await classic.As(classic.Carla).PutXml($"/posts/{post.Id}.xml", "<post><title>U</title></post>").Status()).ShouldBe(403);
        (await classic.As(classic.Carla).Drop($"/posts/{post.Id}.xml").Status()).ShouldBe(403);
        (await classic.As(classic.Max).PutXml($"/posts/{post.Id}.xml", "<post><title>U</title></post>").Status()).ShouldBe(200);
        (await classic.As(classic.Ada).Drop($"/posts/{post.Id}.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task Clients_SeeTheirOwnCompanyAndTheFirm()
    {
        await using var classic = await Classic.StartAsync();
        var third = classic.Plant(bed => bed.Company("Third"));

        (await classic.As(classic.Carla).Xml("/companies.xml")).Elements().Count().ShouldBe(2);
        (await classic.As(classic.Carla).Ask($"/companies/{third.Id}/people.xml").Status()).ShouldBe(404);
        var companies = await classic.As(classic.Ada).Xml("/companies.xml");
        companies.Elements().Count().ShouldBe(3);
        companies.Elements().Count(company => company.Element("url-name") is not null).ShouldBe(1);

        classic.Plant(bed => bed.Project("Shared", third, bed.Now, [classic.Carla]));
        (await classic.As(classic.Carla).Ask($"/companies/{third.Id}.xml").Status()).ShouldBe(200);
    }

    [Fact]
    public async Task WhetherARecordIsPrivate_IsSaidOnlyToThoseWhoMaySeePrivateOnes()
    {
        await using var classic = await Classic.StartAsync();
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var post = classic.Plant(bed => bed.Post(classic.Project, "T", "B", classic.Ada, bed.Now));

        foreach (var path in new[] { $"/todo_lists/{list.Id}.xml", $"/projects/{classic.Project.Id}/todo_lists.xml", $"/posts/{post.Id}.xml", $"/projects/{classic.Project.Id}/posts.xml" })
        {
            (await classic.As(classic.Max).Xml(path)).Descendants("private").Count().ShouldBe(1, path);
            (await classic.As(classic.Carla).Xml(path)).Descendants("private").ShouldBeEmpty(path);
        }
    }

    [Fact]
    public async Task WhomOneCannotSee_OneCannotMakeResponsible()
    {
        await using var classic = await Classic.StartAsync();
        var (list, third) = (classic.Plant(bed => bed.List(classic.Project, "List")), classic.Plant(bed => bed.Company("Third")));
        var stranger = classic.Plant(bed => bed.Person(third, "Sid", "Stranger"));
        Task<int> Create(Automator.Emulator.Store.Person caller, string party) => classic.As(caller)
            .PostXml($"/todo_lists/{list.Id}/todo_items.xml", $"<todo-item><content>A</content><responsible-party>{party}</responsible-party></todo-item>").Status();

        (await Create(classic.Carla, $"{stranger.Id}")).ShouldBe(422);
        (await Create(classic.Carla, $"c{third.Id}")).ShouldBe(422);
        (await Create(classic.Carla, $"{classic.Max.Id}")).ShouldBe(201);
        (await Create(classic.Ada, $"{stranger.Id}")).ShouldBe(201);
    }
}
