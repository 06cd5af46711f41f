using System.Globalization;
using Automator.Sdk;

namespace Automator.Host.Basecamp;

/// <summary>Time entries from their elements; else like <see cref="AnswerRecords"/>.</summary>
internal static class AnswerHours
{
    internal static TimeEntry Entry(AnswerXml xml)
    {
        long? id = null, project = null, person = null, item = null;
        string name = "", description = "";
        DateOnly? date = null;
        decimal? hours = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "project-id": project = xml.Integer(); break;
                case "person-id": person = xml.Integer(); break;
                case "person-name": name = xml.Text(); break;
                case "date": date = xml.Day(); break;
                case "hours": hours = xml.Hours(); break;
                case "description": description = xml.Text(); break;
                case "todo-item-id": item = xml.Integer(); break;
            }
        }

        return new TimeEntry
        {
            Id = AnswerRecords.Required(xml, "time-entry", id),
            ProjectId = project ?? 0,
            TodoItemId = AnswerRecords.Reference(item),
            PersonId = AnswerRecords.Reference(person),
            PersonName = name,
            Date = date ?? throw xml.Unreadable("a <time-entry> without <date>"),
            Hours = hours ?? 0,
            Description = description,
        };
    }

    /// <summary>As numbers with a point or a comma, and as clocks show them: <c>1:30</c> is an hour and a half.</summary>
    internal static bool TryRead(ReadOnlySpan<char> text, out decimal hours)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
            return decimal.TryParse(text.Contains(',') ? text.ToString().Replace(',', '.') : text, NumberStyles.Float, CultureInfo.InvariantCulture, out hours);
        hours = 0;
        var whole = 0;
        if (colon > 0 && !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out whole))
            return false;
        if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes >= 60)
            return false;
        hours = whole + (minutes / 60m);
        return true;
    }
}
