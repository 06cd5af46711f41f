using System.Text.Json;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class EndpointTests
{
    public static TheoryData<string, string> Rows() => Rows(_ => true);

    public static TheoryData<string, string> NumberedRows() => Rows(path => path.Contains('{'));

    private static TheoryData<string, string> Rows(Func<string, bool> wanted)
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in Read().Where(row => wanted(row.GetProperty("path").GetString()!)))
            rows.Add(row.GetProperty("method").GetString()!, row.GetProperty("path").GetString()!);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task EveryRow_AnswersAsListed(string method, string path)
    {
        var row = Read().Single(row => row.GetProperty("method").GetString() == method && row.GetProperty("path").GetString() == path);
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);
        var records = Records(classic);
        var request = new HttpRequestMessage(new HttpMethod(method), Fill(path, row.GetProperty("area").GetString()!, records));
        request.Headers.Accept.ParseAdd("application/xml");
        if (method is "POST" or "PUT") request.Content = new StringContent(Body(row.GetProperty("requestRoot").GetString(), records));

        using var answer = await client.SendAsync(request, Classic.Token);

        var text = await answer.Content.ReadAsStringAsync(Classic.Token);
        var expected = row.GetProperty("ok").GetInt32();
        ((int)answer.StatusCode).ShouldBe(expected, text);
        answer.Headers.GetValues("Status").Single().ShouldStartWith($"{expected} ");
        answer.Headers.Contains("X-Throttle-Count").ShouldBeTrue();
        if (row.TryGetProperty("header", out var header)) answer.Headers.Contains(header.GetString()!).ShouldBeTrue();
        if (row.TryGetProperty("location", out _)) answer.Headers.Location.ShouldNotBeNull();
        if (row.GetProperty("answerRoot").GetString() is { } root) XDocument.Parse(text).Root!.Name.LocalName.ShouldBe(root);
        else text.Trim().ShouldBeEmpty();
    }

    public static TheoryData<string, string, int> Errors()
    {
        var errors = new TheoryData<string, string, int>();
        foreach (var row in Read().Where(row => row.TryGetProperty("errors", out _)))
        {
            foreach (var status in row.GetProperty("errors").EnumerateArray())
                errors.Add(row.GetProperty("method").GetString()!, row.GetProperty("path").GetString()!, status.GetInt32());
        }

        return errors;
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task EveryErrorOfARow_IsAnswered(string method, string path, int status)
    {
        var row = Read().Single(row => row.GetProperty("method").GetString() == method && row.GetProperty("path").GetString() == path);
        await using var classic = await Classic.StartAsync();
        var records = Records(classic);
        if (status == 409) classic.Plant(bed => bed.Post(classic.Project, "Holds the category", "", classic.Ada, bed.Now, post => post.CategoryId = records["categories"]));
        var root = row.GetProperty("requestRoot").GetString();
        var request = new HttpRequestMessage(new HttpMethod(method), Fill(path, row.GetProperty("area").GetString()!, records))
        {
            Content = new StringContent(status == 422 ? Wrong(root!) : Body(root, records)),
        };

        using var answer = await classic.As(status == 403 ? classic.Max : classic.Ada).SendAsync(request, Classic.Token);

        var text = await answer.Content.ReadAsStringAsync(Classic.Token);
        ((int)answer.StatusCode).ShouldBe(status, text);
        if (status == 422) XElement.Parse(text).Elements("error").First().Value.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(NumberedRows))]
    public async Task EveryRowWithANumber_Is404ForAnUnknownOne(string method, string path)
    {
        await using var classic = await Classic.StartAsync();
        var unknown = System.Text.RegularExpressions.Regex.Replace(path, @"\{\w+\}", "999999");
        var request = new HttpRequestMessage(new HttpMethod(method), unknown);
        if (method is "POST" or "PUT") request.Content = new StringContent("<request/>");

        (await classic.As(classic.Ada).SendAsync(request, Classic.Token).Status()).ShouldBe(404);
    }

    internal static List<JsonElement> Read()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Emulator", "endpoints.json"));
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    }

    private static Dictionary<string, int> Records(Classic classic) => classic.Plant(bed =>
    {
        var list = bed.List(classic.Project, "List");
        var item = bed.Item(list, "Item", classic.Ada, bed.Now);
        var category = bed.Account.Add(bed.Account.Categories, new() { ProjectId = classic.Project.Id, Name = "Free" });
        var post = bed.Post(classic.Project, "Title", "Body", classic.Ada, bed.Now);
        return new Dictionary<string, int>
        {
            ["projects"] = classic.Project.Id,
            ["people"] = classic.Ada.Id,
            ["companies"] = classic.Firm.Id,
            ["categories"] = category.Id,
            ["messages"] = post.Id,
            ["comments"] = bed.Comment(post, "Comment", classic.Ada, bed.Now).Id,
            ["todo-lists"] = list.Id,
            ["todo-items"] = item.Id,
            ["calendar-entries"] = bed.Milestone(classic.Project, "Launch", new DateOnly(2026, 3, 4), classic.Ada, bed.Now).Id,
            ["calendar-events"] = bed.Event(classic.Project, "Fair", new DateOnly(2026, 3, 4), classic.Ada, bed.Now).Id,
            ["time-tracking"] = bed.Hours(classic.Project, classic.Ada, new DateOnly(2026, 5, 1), 1, "Hours", item).Id,
        };
    });

    private static string Fill(string path, string area, Dictionary<string, int> records)
    {
        var own = path.Split('/')[1] switch
        {
            "posts" => "messages",
            "todo_items" => "todo-items",
            "milestones" => "calendar-entries",
            "calendar_events" => "calendar-events",
            _ => area,
        };
        return path.Replace("{project_id}", $"{records["projects"]}")
            .Replace("{company_id}", $"{records["companies"]}")
            .Replace("{category_id}", $"{records["categories"]}")
            .Replace("{list_id}", $"{records["todo-lists"]}")
            .Replace("{id}", $"{records.GetValueOrDefault(own)}");
    }

    /// <summary>A record without what it must have.</summary>
    private static string Wrong(string root) => root == "time-entry" ? "<time-entry><hours>soon</hours></time-entry>" : $"<request><{root}><name/><title/><content/><body/></{root}></request>";

    private static string Body(string? root, Dictionary<string, int> records) => root switch
    {
        "project" => "<request><project><name>New</name></project></request>",
        "category" => "<category><type>post</type><name>New</name></category>",
        "post" => "<request><post><title>New</title></post></request>",
        "comment" => "<comment><body>New</body></comment>",
        "todo-list" => "<todo-list><name>New</name></todo-list>",
        "time-entry" => "<time-entry><hours>1:30</hours></time-entry>",
        "todo-item" => "<todo-item><content>New</content></todo-item>",
        "calendar-entry" => "<request><calendar-entry><title>New</title><deadline type=\"date\">2026-03-05</deadline></calendar-entry></request>",
        "todo-lists" => $"<todo-lists type=\"array\"><todo-list><id>{records["todo-lists"]}</id></todo-list></todo-lists>",
        "todo-items" => $"<todo-items type=\"array\"><todo-item><id>{records["todo-items"]}</id></todo-item></todo-items>",
        _ => "",
    };
}
