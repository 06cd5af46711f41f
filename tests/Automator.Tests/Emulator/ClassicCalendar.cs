using System.Xml.Linq;
using Automator.Emulator.Store;

namespace Automator.Tests.Emulator;

/// <summary>What tests of the calendar ask for again and again.</summary>
internal static class ClassicCalendar
{
    public static string PathOf(this Classic classic, int id) => $"/projects/{classic.Project.Id}/calendar_entries/{id}.xml";

    public static string[] Titles(this XElement list) => [.. list.Elements().Select(entry => entry.Element("title")!.Value)];

    public static Task<HttpResponseMessage> PlanEntry(this HttpClient client, Classic classic, string fields) =>
        client.PostXml($"/projects/{classic.Project.Id}/calendar_entries.xml", $"<request><calendar-entry>{fields}</calendar-entry></request>");

    public static CalendarEntry Milestone(this Classic classic, string title, DateOnly deadline, Action<CalendarEntry>? more = null) =>
        classic.Plant(bed => bed.Milestone(classic.Project, title, deadline, classic.Ada, bed.Now, more));

    public static CalendarEntry Event(this Classic classic, string title, DateOnly deadline, Action<CalendarEntry>? more = null) =>
        classic.Plant(bed => bed.Event(classic.Project, title, deadline, classic.Ada, bed.Now, more));
}
