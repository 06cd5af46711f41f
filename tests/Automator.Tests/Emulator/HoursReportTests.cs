using Automator.Emulator;
using Automator.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class HoursReportTests
{
    private static readonly DateOnly Today = new(2026, 5, 1);

    [Theory]
    [InlineData("", "2026-05-01 2026-04-01 2025-11-01")]
    [InlineData("from=&to=", "2026-05-01 2026-04-01 2025-11-01")]
    [InlineData("from=0&to=0", "2026-05-01 2026-04-01 2025-11-01")]
    [InlineData("from=20260401&to=20260501", "2026-05-01 2026-04-01")]
    [InlineData("from=20260402&to=20260430", "")]
    [InlineData("from=2026-4-1&to=2026-5-1", "2026-05-01 2026-04-01")]
    [InlineData("from=2026-04-01&to=2026-04-01", "2026-04-01")]
    [InlineData("from=20251031", "2026-04-01 2025-11-01 2025-10-31")]
    [InlineData("to=20260430", "2026-04-01 2025-11-01 2025-10-31")]
    [InlineData("from=20260501", "2026-05-02 2026-05-01")]
    [InlineData("from=20260501&to=20260401", "")]
    [InlineData("from=20251101&to=20260501&unknown=1&to_item_id=0", "2026-05-01 2026-04-01 2025-11-01")]
    public async Task ADateRange_HoldsBothItsDays(string query, string dates)
    {
        await using var classic = await StartAsync();
        foreach (var day in new[] { Today.AddDays(1), Today, new(2026, 4, 1), new(2025, 11, 1), new(2025, 10, 31) })
            classic.Plant(bed => bed.Hours(classic.Project, classic.Max, day, 1, ""));

        var entries = (await classic.As(classic.Max).Xml($"/time_entries/report.xml?{query}")).Elements("time-entry");

        string.Join(' ', entries.Select(entry => entry.Element("date")!.Value)).ShouldBe(dates);
    }

    [Theory]
    [InlineData("from=20251031&to=20260501", "more than 6 months")]
    [InlineData("from=00030101&to=99970101", "more than 6 months")]
    [InlineData("from=yesterday", "from is not a date")]
    [InlineData("to=20260230", "to is not a date")]
    [InlineData("from=99990101", "from is not a date")]
    [InlineData("to=00010101", "to is not a date")]
    [InlineData("from=10:30", "from is not a date")]
    [InlineData("subject_id=me", "subject_id is not a number")]
    [InlineData("todo_item_id=-1", "todo_item_id is not a number")]
    [InlineData("filter_project_id=99999999999", "filter_project_id is not a number")]
    [InlineData("filter_company_id=1.5", "filter_company_id is not a number")]
    public async Task WhatCannotBeReported_IsSaid(string query, string error)
    {
        await using var classic = await StartAsync();

        using var answer = await classic.As(classic.Ada).Ask($"/time_entries/report.xml?{query}");

        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldContain(error);
    }

    [Theory]
    [InlineData("", "ours max item theirs")]
    [InlineData("subject_id=0&todo_item_id=0&filter_project_id=0&filter_company_id=0", "ours max item theirs")]
    [InlineData("subject_id=&todo_item_id=&filter_project_id=&filter_company_id=", "ours max item theirs")]
    [InlineData("subject_id=MAX", "max")]
    [InlineData("todo_item_id=ITEM", "item")]
    [InlineData("filter_project_id=PROJECT", "ours max item")]
    [InlineData("filter_company_id=CLIENT", "theirs")]
    [InlineData("filter_company_id=FIRM&subject_id=ADA", "ours item")]
    [InlineData("subject_id=999999", "")]
    [InlineData("filter_project_id=999999", "")]
    public async Task Filters_AreTakenTogether(string query, string expected)
    {
        await using var classic = await StartAsync();
        var theirs = classic.Plant(bed => bed.Project("Theirs", classic.Client, bed.Now, []));
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        classic.Plant(bed => bed.Hours(theirs, classic.Ada, Today, 1, "theirs"));
        classic.Plant(bed => bed.Hours(classic.Project, classic.Ada, Today, 1, "item", item));
        classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Today, 1, "max"));
        classic.Plant(bed => bed.Hours(classic.Project, classic.Ada, Today, 1, "ours"));
        var ids = new Dictionary<string, Entity>
        {
            ["MAX"] = classic.Max,
            ["ADA"] = classic.Ada,
            ["ITEM"] = item,
            ["PROJECT"] = classic.Project,
            ["CLIENT"] = classic.Client,
            ["FIRM"] = classic.Firm,
        };
        foreach (var (word, record) in ids) query = query.Replace(word, $"{record.Id}");

        var entries = (await classic.As(classic.Ada).Xml($"/time_entries/report.xml?{query}")).Elements("time-entry");

        string.Join(' ', entries.Select(entry => entry.Element("description")!.Value)).ShouldBe(expected);
    }

    [Fact]
    public async Task OnlyProjectsTheCallerSees_AreReported()
    {
        await using var classic = await StartAsync();
        var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, []));
        classic.Plant(bed => bed.Hours(other, classic.Max, Today, 1, ""));

        (await classic.As(classic.Ada).Xml("/time_entries/report.xml")).Elements().Count().ShouldBe(1);
        (await classic.As(classic.Max).Raw($"/time_entries/report.xml?filter_project_id={other.Id}")).ShouldContain("<time-entries type=\"array\"/>");
        (await classic.As(classic.Carla).Ask("/time_entries/report.xml").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task AReport_IsWhole()
    {
        await using var classic = await StartAsync();
        classic.Plant(bed => Enumerable.Range(0, 300).Select(number => bed.Hours(classic.Project, classic.Max, Today.AddDays(-number % 30), 1, "")).ToList());

        var entries = (await classic.As(classic.Max).Xml("/time_entries/report.xml")).Elements("time-entry")
            .Select(entry => (entry.Element("date")!.Value, int.Parse(entry.Element("id")!.Value))).ToList();

        entries.Count.ShouldBe(300);
        entries.ShouldBe(entries.OrderByDescending(entry => entry.Item1).ThenByDescending(entry => entry.Item2));
    }

    private static Task<Classic> StartAsync() => Classic.StartAsync(new EmulatorOptions
    {
        Seed = "empty",
        Limits = EmulatorLimits.Off,
        Time = new FakeTimeProvider(new DateTimeOffset(Today, new TimeOnly(12, 0), TimeSpan.Zero)),
    });
}
