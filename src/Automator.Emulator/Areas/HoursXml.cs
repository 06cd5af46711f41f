using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class HoursXml
{
    public static Answer Many(Call call, IReadOnlyCollection<TimeEntry> entries) =>
        Answer.Xml(xml => xml.Array("time-entries", entries, (list, entry) => Write(list, call.Account, entry)));

    public static void Write(XmlOut xml, Account account, TimeEntry entry) => xml.Group("time-entry", record =>
    {
        record.Date("date", entry.Date);
        record.Text("description", entry.Description);
        record.Float("hours", HourCount.Write(entry.Hours));
        record.Integer("id", entry.Id);
        record.Integer("person-id", entry.PersonId);
        record.Integer("project-id", entry.ProjectId);
        record.Integer("todo-item-id", entry.TodoItemId);
        record.Text("person-name", account.NameOf(entry.PersonId));
    });

    public static void Template(XmlOut xml, TimeEntry entry) => xml.Group("time-entry", record =>
    {
        record.Date("date", entry.Date);
        record.Text("description", entry.Description);
        record.Float("hours", HourCount.Write(entry.Hours));
        record.Integer("person-id", entry.PersonId);
        record.Integer("todo-item-id", entry.TodoItemId);
    });
}
