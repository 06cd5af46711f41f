using System.Text.RegularExpressions;
using Automator.Emulator.Areas.Older;
using Automator.Emulator.Wire;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>What is true of all calls of the first API.</summary>
public sealed partial class OlderApiTests
{
    private static IEnumerable<string> Calls(Func<Route, bool> wanted) =>
        OlderApi.Routes.Where(route => route.AnyAccept && wanted(route)).Select(route => route.Path).Distinct();

    private static TheoryData<string> Rows(Func<Route, bool> wanted) => [.. Calls(wanted)];

    public static TheoryData<string> WithNumbers() => Rows(route => route.Path.Contains("{id}") || route.Path.StartsWith("/msg/get/", StringComparison.Ordinal));

    public static TheoryData<string> WithWords() => Rows(route => route.Reads == Reads.Xml);

    [Fact]
    public void EveryCall_IsMadeByAnyMethod()
    {
        foreach (var path in Calls(_ => true))
            OlderApi.Routes.Where(route => route.Path == path).Select(route => route.Method).ShouldBe(["GET", "PUT", "POST", "DELETE"], path);
    }

    [Theory]
    [MemberData(nameof(WithNumbers))]
    public async Task AnUnknownNumber_Is404ByAnyMethodWhateverIsAccepted(string path)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var unknown = Placeholder().Replace(path, "999999");

        foreach (var method in new[] { "GET", "PUT", "POST", "DELETE" }) (await client.Say(unknown, null, method)).Status.ShouldBe(404, method);
        (await client.Say(unknown + ".xml")).Status.ShouldBe(404);
    }

    [Theory]
    [MemberData(nameof(WithWords))]
    public async Task ABrokenBody_Is400AndNoBodyIsRefused(string path)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var list = classic.Plant(bed => bed.List(classic.Project, "List"));
        var ids = classic.Plant(bed => new Dictionary<string, int>
        {
            ["/projects/{id}"] = classic.Project.Id,
            ["/msg/update/{id}"] = bed.Post(classic.Project, "Title", "Body", classic.Ada, bed.Now).Id,
            ["/milestones/update/{id}"] = bed.Milestone(classic.Project, "Launch", new DateOnly(2026, 3, 4), classic.Ada, bed.Now).Id,
            ["/time/save_entry/{id}"] = bed.Hours(classic.Project, classic.Ada, new DateOnly(2026, 3, 4), 1, "").Id,
            ["_item/{id}"] = bed.Item(list, "Item", classic.Ada, bed.Now).Id,
            ["_list/{id}"] = list.Id,
        });
        var known = Placeholder().Replace(path, $"{ids.GetValueOrDefault(ids.Keys.FirstOrDefault(path.Contains) ?? "", list.Id)}");

        (await client.Say(known, "<request><unclosed>")).Status.ShouldBe(400);
        foreach (var body in new[] { null, "", "<request/>", "<nonsense>1</nonsense>" })
        {
            foreach (var method in new[] { "POST", "PUT", "GET" }) (await client.Say(known, body, method)).Status.ShouldBeOneOf([404, 422]);
        }
    }

    [Theory]
    [InlineData("/project/list", "projects")]
    [InlineData("/contacts/companies", "companies")]
    [InlineData("/projects/{0}/msg/archive", "posts")]
    [InlineData("/projects/{0}/todos/lists", "todo-lists")]
    [InlineData("/projects/{0}/milestones/list", "milestones")]
    [InlineData("/milestones/list", "milestones")]
    [InlineData("/projects/{0}/post_categories", "post-categories")]
    [InlineData("/time/report/0/0/0", "time-entries")]
    public async Task AQuestion_IsAnsweredWithAListWhateverIsAccepted(string path, string root)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var project = string.Format(path, classic.Project.Id);

        foreach (var accept in new[] { "text/html", "*/*", "application/json" })
        {
            client.DefaultRequestHeaders.Accept.Clear();
            client.DefaultRequestHeaders.Accept.ParseAdd(accept);
            foreach (var method in new[] { "GET", "PUT", "POST", "DELETE" })
            {
                var answer = await client.Say(project, method == "GET" ? null : "<request/>", method);
                (answer.Status, answer.Root, answer.Xml.Attribute("type")?.Value).ShouldBe((200, root, "array"), $"{method} {accept}");
            }
        }

        (await client.Say(project + ".xml")).Root.ShouldBe(root);
    }

    [Fact]
    public async Task TheOlderCalls_WantCredentials()
    {
        await using var classic = await Classic.StartAsync();

        (await classic.As((string?)null).Say("/project/list")).Status.ShouldBe(401);
    }

    [GeneratedRegex(@"\{(\w+|\*)\}")]
    private static partial Regex Placeholder();
}
