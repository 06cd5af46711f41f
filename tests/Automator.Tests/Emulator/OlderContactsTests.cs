using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class OlderContactsTests
{
    [Fact]
    public async Task Projects_AreThoseOfTheCaller()
    {
        await using var classic = await Classic.StartAsync();
        classic.Plant(bed => bed.Project("Far", classic.Firm, bed.Now, []));

        var all = await classic.As(classic.Ada).Say("/project/list");
        var own = await classic.As(classic.Max).Say("/project/list", method: "GET");

        all.Xml.ToString().ShouldBe((await classic.As(classic.Ada).Xml("/projects.xml")).ToString());
        all.Each("name").ShouldBe(["Site", "Far"], ignoreOrder: true);
        own.Each("name").ShouldBe(["Site"]);
    }

    [Fact]
    public async Task Companies_AreTheFirmsOwnList()
    {
        await using var classic = await Classic.StartAsync();
        var other = classic.Plant(bed => bed.Company("Other Ltd"));
        var carla = classic.As(classic.Carla);

        (await classic.As(classic.Max).Say("/contacts/companies")).Each("id").ShouldBe([$"{classic.Firm.Id}", $"{classic.Client.Id}", $"{other.Id}"]);
        (await carla.Say("/contacts/companies")).Status.ShouldBe(403);
        (await carla.Say($"/contacts/company/{classic.Client.Id}", method: "GET"))["name"].ShouldBe("Client Ltd");
        (await carla.Say($"/contacts/company/{other.Id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task People_AreThoseOfACompanyOrOfAProject()
    {
        await using var classic = await Classic.StartAsync();
        var idle = classic.Plant(bed => bed.Person(classic.Firm, "Ida", "Idle"));
        var max = classic.As(classic.Max);
        string[] onProject = [$"{classic.Ada.Id}", $"{classic.Max.Id}"];

        (await max.Say($"/contacts/people/{classic.Firm.Id}")).Each("id").ShouldBe([.. onProject, $"{idle.Id}"]);
        (await max.Say($"/contacts/people/{classic.Firm.Id}?project_id={classic.Project.Id}", method: "GET")).Each("id").ShouldBe(onProject);
        var people = await max.Say($"/projects/{classic.Project.Id}/contacts/people/{classic.Firm.Id}", method: "GET");
        people.Root.ShouldBe("people");
        people.Each("id").ShouldBe(onProject);
        people.Each("can-post").ShouldBe(["true", "true"]);
        (await max.Say($"/projects/{classic.Project.Id}/contacts/people/{classic.Client.Id}")).Each("first-name").ShouldBe(["Carla"]);
    }

    [Fact]
    public async Task People_OfWhatIsOutOfSightAre404()
    {
        await using var classic = await Classic.StartAsync();
        var far = classic.Plant(bed => bed.Project("Far", classic.Firm, bed.Now, [classic.Ada]));
        var other = classic.Plant(bed => bed.Company("Other Ltd"));
        var stranger = classic.Plant(bed => bed.Person(other, "Sue", "Stranger"));
        var (max, carla) = (classic.As(classic.Max), classic.As(classic.Carla));

        (await max.Say($"/projects/{far.Id}/contacts/people/{classic.Firm.Id}")).Status.ShouldBe(404);
        (await max.Say($"/contacts/people/{classic.Firm.Id}?project_id={far.Id}")).Status.ShouldBe(404);
        (await max.Say($"/contacts/people/{classic.Firm.Id}?project_id=x")).Status.ShouldBe(404);
        (await carla.Say($"/contacts/people/{other.Id}")).Status.ShouldBe(404);
        (await carla.Say($"/contacts/person/{stranger.Id}")).Status.ShouldBe(404);
        (await carla.Say($"/projects/{classic.Project.Id}/contacts/people/{other.Id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task APerson_SaysTheSameAsToday()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);

        var person = await client.Say($"/contacts/person/{classic.Max.Id}", method: "GET");

        (person.Status, person.Root).ShouldBe((200, "person"));
        person.Xml.ToString().ShouldBe((await client.Xml($"/people/{classic.Max.Id}.xml")).ToString());
    }

    [Fact]
    public async Task Categories_AreNamedByTheirTypeAndInTheirNamesOrder()
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Carla);
        classic.Account.Work(account =>
        {
            foreach (var (name, type) in new[] { ("writing", "post"), ("Art", "post"), ("Plans", "attachment") })
                account.Add(account.Categories, new() { ProjectId = classic.Project.Id, Name = name, Type = type });
        });

        var posts = await client.Say($"/projects/{classic.Project.Id}/post_categories", method: "GET");
        var files = await client.Say($"/projects/{classic.Project.Id}/attachment_categories");

        posts.Root.ShouldBe("post-categories");
        posts.Xml.Elements("post-category").Select(category => category.Element("name")!.Value).ShouldBe(["Art", "writing"]);
        posts.Each("elements-count").ShouldBe(["0", "0"]);
        files.Xml.Elements("attachment-category").Select(category => category.Element("name")!.Value).ShouldBe(["Plans"]);
    }
}
