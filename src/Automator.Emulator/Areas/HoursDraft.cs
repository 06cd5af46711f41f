using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>What a body makes of a time entry: read whole, with all its faults, before anything changes.</summary>
internal sealed record HoursDraft(decimal Hours, DateOnly Date, int PersonId, int? TodoItemId, string Description, IReadOnlyList<string> Faults)
{
    public static HoursDraft Read(Call call, Fields fields, TimeEntry before)
    {
        List<string> faults = [];
        return new HoursDraft(
            ReadHours(fields, before, faults),
            ReadDate(fields, before, faults),
            ReadPerson(call, fields, before, faults),
            ReadItem(call, fields, before, faults),
            fields.Text("description") ?? before.Description,
            faults);
    }

    public void ApplyTo(TimeEntry entry) =>
        (entry.Hours, entry.Date, entry.PersonId, entry.TodoItemId, entry.Description) = (Hours, Date, PersonId, TodoItemId, Description);

    private static decimal ReadHours(Fields fields, TimeEntry before, List<string> faults)
    {
        if (fields.Filled("hours") is not { } text) return before.Hours;
        if (HourCount.Read(text) is { } hours) return hours;
        faults.Add("Hours is not a number of hours: send 2.5 or 2:30, and less than 10000");
        return 0;
    }

    /// <summary>A day is never shifted by a zone: of a date-time, what is written counts.</summary>
    private static DateOnly ReadDate(Fields fields, TimeEntry before, List<string> faults)
    {
        if (fields.Filled("date") is not { } text) return before.Date;
        if (SentTime.Read(text) is { } time) return time.Day;
        faults.Add("Date is not a date");
        return default;
    }

    /// <summary>Whoever may see the project; one who no longer may keeps what is theirs.</summary>
    private static int ReadPerson(Call call, Fields fields, TimeEntry before, List<string> faults)
    {
        if (fields.Filled("person-id") is null) return before.PersonId;
        var id = fields.Integer("person-id") ?? 0;
        if (id == before.PersonId) return id;
        if (call.Account.People.Find(id) is { Deleted: false } person && new Sight(call.Account, person).Project(before.ProjectId) is not null) return id;
        faults.Add("Person is not one of the project");
        return 0;
    }

    private static int? ReadItem(Call call, Fields fields, TimeEntry before, List<string> faults)
    {
        if (!fields.Has("todo-item-id")) return before.TodoItemId;
        if (fields.Filled("todo-item-id") is null or "0") return null;
        var id = fields.Integer("todo-item-id") ?? 0;
        if (call.Sight.Item(id) is { } item && call.Account.ListOf(item).ProjectId == before.ProjectId) return id;
        faults.Add("Todo item is not one of the project");
        return null;
    }
}
