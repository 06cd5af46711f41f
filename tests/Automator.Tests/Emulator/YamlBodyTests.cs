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
    [InlineData("milestone:\n  title: |\n    A\n", 422)]
    [InlineData("milestone:\n  title: 'A\n", 400)]
    [InlineData("milestone:\n  title: \"A\\q\"\n", 400)]
    [InlineData("milestone:\n  title: \"A\\uD83C\"\n", 400)]
    [InlineData("milestone:\n  title: \"A\\\"\n", 400)]
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

    [Theory]
    [InlineData("|-\n    line one\n    line two\n\n      further in", "line one\nline two\n\n  further in")]
    [InlineData("|\n    one\n    two", "one\ntwo\n")]
    [InlineData("|-", "")]
    [InlineData(">-\n    one\n    two\n\n    three", "one two\nthree")]
    [InlineData("one two\n    three\n    four", "one two three four")]
    [InlineData("'one: it''s\n    two\n\n    '", "one: it's two\n")]
    [InlineData("\"one: \\\"two\\\"\\t\\u00fc\\xe4 \\\\\n    three\\\n    \\ four\\n\"", "one: \"two\"\t\u00fc\u00e4 \\ three four\n")]
    public async Task FR_TextsOfSeveralLinesAreReadWhole(string written, string meant)
    {
        await using var classic = await Classic.StartAsync();

        var (status, text) = await Post(classic, $"/projects/{classic.Project.Id}/msg/create",
            $"---\n:post:\n  :title: T\n  :body: {written}\n  :extended_body: after\n:notify: []\n:attachments: []\n");

        status.ShouldBe(201, text);
        classic.Account.Work(account => account.Posts.All.Select(post => (post.Body, post.ExtendedBody)).Single()).ShouldBe((meant, "after"));
    }

    [Fact]
    public async Task FR_PeopleAndFilesAreListsOfTheMessage()
    {
        await using var classic = await Classic.StartAsync();
        var upload = await classic.As(classic.Ada).Upload("Plan");

        var (status, text) = await Post(classic, $"/projects/{classic.Project.Id}/msg/create",
            $"---\n:post:\n  :title: T\n:notify:\n- {classic.Max.Id}\n- {classic.Carla.Id}\n:attachments:\n- :name: \"Plan\"\n  :file:\n    :file: {upload}\n    :content_type: text/plain\n    :original_filename: plan.txt\n");

        status.ShouldBe(201);
        XElement.Parse(text).Element("attachments-count")!.Value.ShouldBe("1");
        classic.Account.Work(account => account.Mails.All.Select(mail => mail.PersonId).ToList()).ShouldBe([classic.Max.Id, classic.Carla.Id]);
    }
}
