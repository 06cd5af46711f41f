using System.Net.Http.Headers;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>The oldest wrapper sends YAML unless it is told to send XML.</summary>
public sealed class YamlBodyTests
{
    private static async Task<(int Status, string Text)> Post(Classic classic, string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-yaml");
        request.Headers.Accept.ParseAdd("application/xml");
        using var answer = await classic.As(classic.Ada).SendAsync(request, Classic.Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Classic.Token));
    }

    [Fact]
    public async Task FR_MilestonesAreCreatedListedAndShifted()
    {
        await using var classic = await Classic.StartAsync();
        var project = $"/projects/{classic.Project.Id}/milestones";

        var (created, text) = await Post(classic, $"{project}/create",
            $"--- \n:milestone: \n- :title: \"Launch: \\\"first\\\"\"\n  :deadline: 2026-03-04\n  :responsible_party: c{classic.Client.Id}\n  :notify: true\n- title: 'It''s over'\n  deadline: '20260305'\n  responsible_party: ~\n");
        var milestones = XElement.Parse(text).Elements("milestone").ToList();
        var (updated, _) = await Post(classic, $"/milestones/update/{milestones[0].Element("id")!.Value}",
            "---\n:milestone:\n  :title: Launch\n  :deadline: 2026-03-05\n:move_upcoming_milestones: true\n:move_upcoming_milestones_off_weekends: false\n");
        var (listed, list) = await Post(classic, $"{project}/list", "---\n:find: :all\n");
        var (_, completed) = await Post(classic, $"{project}/list", "--- \nfind: completed\n");

        (created, updated, listed).ShouldBe((201, 200, 200), text);
        milestones.Select(at => at.Element("title")!.Value).ShouldBe(["Launch: \"first\"", "It's over"]);
        milestones.Select(at => at.Element("responsible-party-type")!.Value).ShouldBe(["Company", ""]);
        XElement.Parse(list).Elements().Select(at => (at.Element("title")!.Value, at.Element("deadline")!.Value)).ShouldBe([("Launch", "2026-03-05"), ("It's over", "2026-03-06")]);
        XElement.Parse(completed).Elements().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 422)]
    [InlineData("--- {}\n", 422)]
    [InlineData("---\n# nothing\n", 422)]
    [InlineData("<milestone><title>A</title><deadline>2026-03-04</deadline></milestone>", 201)]
    [InlineData("milestone:\n- title: A\n  deadline: 2026-03-04\n", 201)]
    [InlineData("milestone:\n  - title: A\n    deadline: 2026-03-04\n", 201)]
    [InlineData("milestone: !ruby/object:Kernel\n  title: A\n", 400)]
    [InlineData("milestone: &a\n  title: *a\n", 400)]
    [InlineData("milestone: {title: A}\n", 400)]
    [InlineData("milestone:\n  title: |\n    A\n", 400)]
    [InlineData("milestone:\n  title: A\n      deadline: 2026-03-04\n", 400)]
    [InlineData("milestone\n", 400)]
    [InlineData(":::\n", 400)]
    [InlineData("- a\n- b\n", 400)]
    [InlineData("milestone:\n- - - a\n", 422)]
    [InlineData("%\n\0\n", 400)]
    public async Task ABody_IsReadAsYamlOrXmlOrRefused(string body, int expected)
    {
        await using var classic = await Classic.StartAsync();

        var (status, text) = await Post(classic, $"/projects/{classic.Project.Id}/milestones/create", body);

        status.ShouldBe(expected, text);
    }

    [Fact]
    public async Task DeepNesting_Is400AndMutationsNeverPassFourHundreds()
    {
        await using var classic = await Classic.StartAsync();
        var path = $"/projects/{classic.Project.Id}/milestones/create";
        var random = new Random(11);
        var deep = string.Concat(Enumerable.Range(0, 2000).Select(n => new string(' ', n % 200) + $"a{n}:\n"));

        (await Post(classic, path, deep)).Status.ShouldBe(400);
        for (var n = 0; n < 300; n++)
        {
            var body = "---\n:milestone:\n- :title: A\n  :deadline: 2026-03-04\n:find: :all\n".ToCharArray();
            for (var change = random.Next(5); change >= 0; change--) body[random.Next(body.Length)] = " :-\n'\"aA1\t"[random.Next(10)];
            (await Post(classic, path, new string(body))).Status.ShouldBeLessThan(500, new string(body));
        }
    }
}
