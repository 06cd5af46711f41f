using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Automator.Emulator.Seeds;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>Every row of the contract that comes in pages, read to its end by the way it says.</summary>
public sealed partial class EndpointPagingTests
{
    private const int More = 7;

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in EndpointTests.Read().Where(row => row.TryGetProperty("paging", out _)))
            rows.Add(row.GetProperty("path").GetString()!, row.GetProperty("paging").GetString()!);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task EveryRowInPages_CanBeReadToItsEnd(string path, string paging)
    {
        await using var classic = await Classic.StartAsync();
        var size = int.Parse(Size().Match(paging).Value, CultureInfo.InvariantCulture);
        var ids = classic.Plant(bed => Plant(bed, classic, size + More));
        var asked = path.Replace("{project_id}", $"{classic.Project.Id}").Replace("{category_id}", $"{ids.Category}").Replace("{id}", Commented(path, ids));

        var pages = await Pages(classic.As(classic.Ada), asked, paging, size);

        pages.Select(page => page.Length).ShouldBe([size, More]);
        pages.SelectMany(page => page).Distinct().Count().ShouldBe(size + More);
    }

    private static async Task<List<string[]>> Pages(HttpClient client, string path, string paging, int size)
    {
        List<string[]> pages = [];
        for (var next = path; next is not null;)
        {
            using var answer = await client.Ask(next);
            var root = XElement.Parse(await answer.Content.ReadAsStringAsync(Classic.Token));
            if (!root.HasElements) break;
            pages.Add([.. root.Elements().Select(record => record.Element("id")!.Value)]);
            if (paging.Contains("X-Records"))
                new[] { "X-Records", "X-Pages", "X-Page" }.Select(name => answer.Headers.GetValues(name).Single()).ShouldBe([$"{size + More}", "2", $"{pages.Count}"]);
            if (paging.Contains("continued-at"))
            {
                root.Attribute("count")!.Value.ShouldBe($"{size + More}");
                next = root.Attribute("continued-at")?.Value;
            }
            else
            {
                next = paging.Contains("offset") ? $"{path}?n={size * pages.Count}" : $"{path}?page={pages.Count + 1}";
            }
        }

        return pages;
    }

    private static string Commented(string path, Planted ids) =>
        path.StartsWith("/posts/") ? $"{ids.Post}" : path.StartsWith("/todo_items/") ? $"{ids.Item}" : path.StartsWith("/milestones/") ? $"{ids.Milestone}" : $"{ids.Event}";

    private static Planted Plant(Seedbed bed, Classic classic, int count)
    {
        var category = bed.Account.Add(bed.Account.Categories, new() { ProjectId = classic.Project.Id, Name = "Pages" });
        var posts = Enumerable.Range(0, count).Select(n => bed.Post(classic.Project, $"{n}", "", classic.Ada, bed.Now.AddMinutes(-n), post => post.CategoryId = category.Id)).ToList();
        var item = bed.Item(bed.List(classic.Project, "List"), "Item", classic.Ada, bed.Now);

        // On a project's calendar both kinds count together: the events alone fill the pages of both rows.
        var events = Enumerable.Range(0, count).Select(n => bed.Event(classic.Project, $"{n}", new DateOnly(2026, 5, 1), classic.Ada, bed.Now)).ToList();
        var milestone = bed.Milestone(bed.Project("Other", classic.Firm, bed.Now, []), "Milestone", new DateOnly(2026, 5, 1), classic.Ada, bed.Now);
        for (var n = 0; n < count; n++)
        {
            bed.Hours(classic.Project, classic.Ada, new DateOnly(2026, 5, 1), 1, $"{n}");
            bed.File(classic.Project, $"{n}.txt", [1], classic.Ada, bed.Now);
            bed.Comment(posts[0], $"{n}", classic.Ada, bed.Now);
            bed.Comment(item, $"{n}", classic.Ada, bed.Now);
            bed.Comment(milestone, $"{n}", classic.Ada, bed.Now);
            bed.Comment(events[0], $"{n}", classic.Ada, bed.Now);
        }

        return new Planted(category.Id, posts[0].Id, item.Id, milestone.Id, events[0].Id);
    }

    private sealed record Planted(int Category, int Post, int Item, int Milestone, int Event);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Size();
}
