using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class HoursInputTests
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    [Theory]
    [InlineData("2.5", "2.5")]
    [InlineData("2,5", "2.5")]
    [InlineData("3", "3.0")]
    [InlineData("3.00", "3.0")]
    [InlineData(".25", "0.25")]
    [InlineData(" 1:30 ", "1.5")]
    [InlineData("0:45", "0.75")]
    [InlineData(":20", "0.3333")]
    [InlineData("100:05", "100.0833")]
    [InlineData("1:5", "1.0833")]
    [InlineData("0", "0.0")]
    [InlineData("9999.9999", "9999.9999")]
    public async Task F19_HoursAreReadAndWrittenAs(string sent, string written)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);

        var id = await client.PostXml($"/projects/{classic.Project.Id}/time_entries.xml", $"<time-entry><hours>{sent}</hours></time-entry>").Made();

        (await client.Raw($"/time_entries/{id}.xml")).ShouldContain($"<hours type=\"float\">{written}</hours>");
    }

    [Theory]
    [InlineData("<hours></hours>", "Hours can't be blank")]
    [InlineData("", "Hours can't be blank")]
    [InlineData("<hours>-1</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>NaN</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>Infinity</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>1e3</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>1:60</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>1:</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>1:30:00</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>1:-5</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>-1:30</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>1,234.5</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>two</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>9999.99999</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>10000</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>99999999999999999999999999999999999999</hours>", "Hours is not a number of hours")]
    [InlineData("<hours>1</hours><date>yesterday</date>", "Date is not a date")]
    [InlineData("<hours>1</hours><date>2026-02-30</date>", "Date is not a date")]
    [InlineData("<hours>1</hours><date>10:30</date>", "Date is not a date")]
    [InlineData("<hours>1</hours><person-id>1</person-id>", "Person is not one of the project")]
    [InlineData("<hours>1</hours><person-id>me</person-id>", "Person is not one of the project")]
    [InlineData("<hours>1</hours><person-id>STRANGER</person-id>", "Person is not one of the project")]
    [InlineData("<hours>1</hours><person-id>GONE</person-id>", "Person is not one of the project")]
    [InlineData("<hours>1</hours><todo-item-id>ELSEWHERE</todo-item-id>", "Todo item is not one of the project")]
    [InlineData("<hours>1</hours><todo-item-id>none</todo-item-id>", "Todo item is not one of the project")]
    public async Task WhatNoEntryCanBe_IsSaidAndNothingChanges(string fields, string error)
    {
        await using var classic = await Classic.StartAsync();
        var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, []));
        var elsewhere = classic.Items(classic.Plant(bed => bed.List(other, "List")), "A")[0];
        var stranger = classic.Plant(bed => bed.Person(classic.Client, "Not", "Here"));
        var gone = classic.Plant(bed => bed.Person(classic.Firm, "Gone", "Away", person => (person.Deleted, person.Administrator) = (true, true)));
        var entry = classic.Plant(bed => bed.Hours(classic.Project, classic.Ada, Day, 2, "Before"));
        var body = $"<time-entry>{fields.Replace("ELSEWHERE", $"{elsewhere.Id}").Replace("STRANGER", $"{stranger.Id}").Replace("GONE", $"{gone.Id}")}</time-entry>";
        var client = classic.As(classic.Ada);
        var before = await client.Raw($"/time_entries/{entry.Id}.xml");

        using var answer = await client.PostXml($"/projects/{classic.Project.Id}/time_entries.xml", body);

        ((int)answer.StatusCode).ShouldBe(422);
        (await answer.Content.ReadAsStringAsync(Classic.Token)).ShouldContain(error);
        if (error != "Hours can't be blank") (await client.PutXml($"/time_entries/{entry.Id}.xml", body).Status()).ShouldBe(422);
        (await client.Raw($"/time_entries/{entry.Id}.xml")).ShouldBe(before);
        classic.Account.Work(account => account.Hours.Count).ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-04-09", "2026-04-09")]
    [InlineData("2026-4-9", "2026-04-09")]
    [InlineData("20260409", "2026-04-09")]
    [InlineData("2026-04-09T23:30:00Z", "2026-04-09")]
    [InlineData("2026-04-09T01:00:00+09:00", "2026-04-09")]
    public async Task F21_ADayIsNeverShifted(string sent, string written)
    {
        await using var classic = await Classic.StartAsync();
        var client = classic.As(classic.Ada);

        var id = await client.PostXml($"/projects/{classic.Project.Id}/time_entries.xml", $"<time-entry><hours>1</hours><date>{sent}</date></time-entry>").Made();

        (await client.Xml($"/time_entries/{id}.xml")).Element("date")!.Value.ShouldBe(written);
    }

    [Theory]
    [InlineData("<todo-item-id></todo-item-id>")]
    [InlineData("<todo-item-id>0</todo-item-id>")]
    [InlineData("<todo-item-id type=\"integer\" nil=\"true\"/>")]
    public async Task AnEmptyItem_Detaches(string element)
    {
        await using var classic = await Classic.StartAsync();
        var item = classic.Items(classic.Plant(bed => bed.List(classic.Project, "List")), "A")[0];
        var entry = classic.Plant(bed => bed.Hours(classic.Project, classic.Max, Day, 1, "", item));

        (await classic.As(classic.Ada).PutXml($"/time_entries/{entry.Id}.xml", $"<time-entry>{element}</time-entry>").Status()).ShouldBe(200);

        classic.Account.Work(_ => entry.TodoItemId).ShouldBeNull();
    }
}
