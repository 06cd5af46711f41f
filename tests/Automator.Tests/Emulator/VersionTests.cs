using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class VersionTests
{
    [Fact]
    public async Task NamingTheCollection_MakesANewVersion()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var category = await client.PostXml($"/projects/{classic.Project.Id}/categories.xml", "<category><type>attachment</type><name>Plans</name></category>").Made();
        await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("1"), "a", $"<category-id>{category}</category-id>"));
        var first = (await client.Files(classic.Project.Id)).Single().Element("id")!.Value;

        await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("2"), "b", $"<collection>{first}</collection>"));
        var second = (await client.Files(classic.Project.Id)).Single(file => file.Element("name")!.Value == "b").Element("id")!.Value;
        await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("3"), "c", $"<collection>{second}</collection>"));

        (await Versions(client, classic)).ShouldBe([$"a {first} 1 false", $"b {first} 2 false", $"c {first} 3 true"]);
        (await client.Files(classic.Project.Id, $"?category_id={category}")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task TheSameNameOnTheSameMessage_MakesANewVersion()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var post = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("1"), "a"));
        var first = (await client.Files(classic.Project.Id)).Single().Element("id")!.Value;

        await client.PutXml($"/posts/{post}.xml", $"<request>{Uploading.Attachments(await client.Upload("2"), "a")}</request>").Status();
        var other = await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("3"), "a"));
        var own = (await client.Xml($"/posts/{other}.xml")).Descendants("attachment").Single();

        (await Versions(client, classic)).Take(2).ShouldBe([$"a {first} 1 false", $"a {first} 2 true"]);
        (own.Element("version")!.Value, own.Element("current")!.Value, own.Element("collection")!.Value).ShouldBe(("1", "true", own.Element("id")!.Value));
    }

    [Fact]
    public async Task WhenTheCurrentVersionGoes_TheNewestLeftIsCurrent()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var posts = new List<int> { await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("1"), "a")) };
        var first = (await client.Files(classic.Project.Id)).Single().Element("id")!.Value;
        foreach (var name in new[] { "b", "c" })
            posts.Add(await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("2"), name, $"<collection>{first}</collection>")));

        (await client.Drop($"/posts/{posts[2]}.xml").Status()).ShouldBe(200);
        (await Versions(client, classic)).ShouldBe([$"a {first} 1 false", $"b {first} 2 true"]);

        // The collection keeps its number when version 1 is gone.
        (await client.Drop($"/posts/{posts[0]}.xml").Status()).ShouldBe(200);
        await client.PostWith(classic.Project.Id, Uploading.Attachments(await client.Upload("3"), "d", $"<collection>{first}</collection>"));
        (await Versions(client, classic)).ShouldBe([$"b {first} 2 false", $"d {first} 3 true"]);
    }

    [Fact]
    public async Task ACollectionOutOfSight_DoesNotExist()
    {
        await using var classic = await Classic.StartAsync();
        var file = classic.Plant(bed => bed.File(classic.Project, "secret", "1"u8, classic.Ada, bed.Now, made => made.Private = true));
        var other = classic.Plant(bed => bed.File(bed.Project("Other", classic.Firm, bed.Now, [classic.Carla]), "elsewhere", "1"u8, classic.Ada, bed.Now));
        var carla = classic.As(classic.Carla);

        foreach (var collection in new[] { file.Id, other.Id })
        {
            var attachments = Uploading.Attachments(await carla.Upload("2"), "a", $"<collection>{collection}</collection>");
            (await carla.PostXml($"/projects/{classic.Project.Id}/posts.xml", $"<request><post><title>T</title></post>{attachments}</request>").Status()).ShouldBe(422);
        }

        classic.Account.Work(_ => file.Current).ShouldBeTrue();
    }

    private static async Task<List<string>> Versions(HttpClient client, Classic classic) =>
        [.. (await client.Files(classic.Project.Id)).OrderBy(file => int.Parse(file.Element("id")!.Value))
            .Select(file => string.Join(' ', new[] { "name", "collection", "version", "current" }.Select(name => file.Element(name)!.Value)))];
}
