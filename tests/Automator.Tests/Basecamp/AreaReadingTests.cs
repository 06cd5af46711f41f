using Automator.Host.Basecamp;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using static Automator.Tests.Basecamp.AnswerReadingTests;

namespace Automator.Tests.Basecamp;

public sealed class AreaReadingTests
{
    [Fact]
    public void BothFormsOfAMilestone_AreTheSameMilestone()
    {
        var expected = new CalendarEntry
        {
            Id = 7,
            ProjectId = 1,
            Kind = CalendarEntryKind.Milestone,
            Title = "Launch",
            StartOn = new DateOnly(2026, 3, 4),
            DueOn = new DateOnly(2026, 3, 4),
            Responsible = new Party { Kind = PartyKind.Company, Id = 3, Name = "Acme" },
            IsCompleted = true,
            CompletedAt = new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.Zero),
        };
        const string Common = "<id>7</id><project-id>1</project-id><title>Launch</title><completed>true</completed><responsible-party-id>3</responsible-party-id><responsible-party-type>Company</responsible-party-type><responsible-party-name>Acme</responsible-party-name>";
        Read($"<calendar-entry><type>Milestone</type><start-at type=\"date\">2026-03-04</start-at><deadline type=\"date\">2026-03-04</deadline>{Common}<completed-on type=\"datetime\">2026-03-03T10:00:00Z</completed-on></calendar-entry>", AnswerCalendar.Entry).ShouldBe(expected);
        Read($"<milestone><deadline>2026-03-04</deadline>{Common}<completed-at>2026-03-03T10:00:00Z</completed-at><x/></milestone>", AnswerCalendar.Entry).ShouldBe(expected);
    }

    [Fact]
    public async Task OlderCollection_IsReadAsOne()
    {
        await using var stub = await AccountStub.Answering("<milestones type=\"array\"><milestone><id>1</id><deadline>2026-03-04</deadline></milestone></milestones>");
        var found = (CalendarEntry[])await stub.Client().Answer(
            new ListCalendarEntries { ProjectId = 1, Kind = CalendarEntryKind.Milestone, State = MilestoneState.Upcoming }, new("rule"), AccountStub.Cancellation);
        found.ShouldHaveSingleItem().Kind.ShouldBe(CalendarEntryKind.Milestone);
        stub.Requests.ShouldHaveSingleItem().Path.ShouldBe("/projects/1/calendar_entries/milestones.xml?find=upcoming");
    }

    [Fact]
    public void EventWithATime_FallsOnItsDayInTheAccountsZone() =>
        Read("<calendar-entry><id>1</id><type>CalendarEvent</type><deadline type=\"datetime\">2026-03-05T02:30:00Z</deadline></calendar-entry>", AnswerCalendar.Entry).ShouldBe(new CalendarEntry
        {
            Id = 1,
            Kind = CalendarEntryKind.Event,
            StartOn = new DateOnly(2026, 3, 4),
            DueOn = new DateOnly(2026, 3, 4),
            At = new DateTimeOffset(2026, 3, 5, 2, 30, 0, TimeSpan.Zero),
        });

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("1:30", 1.5)]
    [InlineData(":45", 0.75)]
    [InlineData("2,25", 2.25)]
    [InlineData(" 8 ", 8)]
    [InlineData("", 0)]
    public void Hours_AreReadHoweverTheyWereTyped(string text, double hours) =>
        Read($"<time-entry><id>1</id><date>2026-03-04</date><hours type=\"float\">{text}</hours></time-entry>", AnswerHours.Entry).Hours.ShouldBe((decimal)hours);

    [Theory]
    [InlineData("soon")]
    [InlineData("1:60")]
    [InlineData("1:")]
    [InlineData("1e99")]
    public void HoursThatAreNone_AreUnreadable(string text) =>
        Should.Throw<UnreadableXmlException>(() => Read($"<time-entry><id>1</id><date>2026-03-04</date><hours>{text}</hours></time-entry>", AnswerHours.Entry))
            .Message.ShouldContain("<hours> is no number of hours");

    [Fact]
    public void ArchivedMessage_NamesItsCategory() =>
        Read("<post><id>1</id><title>T</title><posted-on>2011-07-01T10:00:00Z</posted-on><attachments-count>2</attachments-count><category><id>4</id><name>Plans</name><type>PostCategory</type></category></post>", AnswerFiles.Heading)
            .ShouldBe(new MessageHeading { Id = 1, Title = "T", PostedOn = new DateTimeOffset(2011, 7, 1, 10, 0, 0, TimeSpan.Zero), AttachmentsCount = 2, CategoryId = 4, CategoryName = "Plans" });

    [Fact]
    public void File_LargerThan2Gigabytes_IsRead() =>
        Read("<attachment><id>1</id><byte-size>5000000000</byte-size><owner-id nil=\"true\"/><key>x</key><version>2</version><current>false</current></attachment>", AnswerFiles.Attachment)
            .ShouldBe(new Attachment { Id = 1, ByteSize = 5_000_000_000, Version = 2 });

    [Fact]
    public void Report_IsSplitIntoHalfYears_NewestFirst() =>
        HoursReport.Paths(new ReportTimeEntries { From = new(2025, 2, 1), To = new(2026, 3, 31), PersonId = 9, ProjectId = 1, CompanyId = 3, TodoItemId = 7 }).ShouldBe(
        [
            "/time_entries/report.xml?from=20251001&to=20260331&subject_id=9&todo_item_id=7&filter_project_id=1&filter_company_id=3",
            "/time_entries/report.xml?from=20250331&to=20250930&subject_id=9&todo_item_id=7&filter_project_id=1&filter_company_id=3",
            "/time_entries/report.xml?from=20250201&to=20250330&subject_id=9&todo_item_id=7&filter_project_id=1&filter_company_id=3",
        ]);

    [Fact]
    public void EveryPartOfAReport_IsSixMonthsAtMost_AndNoDayIsLost()
    {
        for (var to = new DateOnly(2024, 1, 1); to.Year < 2025; to = to.AddDays(1))
        {
            var days = HoursReport.Paths(new ReportTimeEntries { From = new(2021, 8, 31), To = to })
                .Select(path => (From: Day(path, "from="), To: Day(path, "to="))).Reverse().ToList();
            days[0].From.ShouldBe(new DateOnly(2021, 8, 31));
            days[^1].To.ShouldBe(to);
            days.ShouldAllBe(part => part.To <= part.From.AddMonths(6));
            days.Zip(days.Skip(1)).ShouldAllBe(pair => pair.First.To.AddDays(1) == pair.Second.From);
        }

        static DateOnly Day(string path, string name) =>
            DateOnly.ParseExact(path.AsSpan(path.IndexOf(name, StringComparison.Ordinal) + name.Length, 8), "yyyyMMdd");
    }
}
