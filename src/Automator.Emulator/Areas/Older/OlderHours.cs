using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas.Older;

internal static class OlderHours
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. Route.Older("/time/save_entry", Create, Reads.Xml),
        .. Route.Older("/time/save_entry/{id}", call => HoursArea.Update(call, Words(call), Says(call)), Reads.Xml),
        .. Route.Older("/time/delete_entry/{id}", call => HoursArea.Delete(call, call.Sight.Hours(call.Id), Says(call)), Reads.Nothing),
        .. Route.Older("/projects/{id}/time/delete_entry/{entry}", call => HoursArea.Delete(call, OfProject(call), Says(call)), Reads.Nothing),
        .. Route.Older($"/time/report/{Route.AnyWords}/{Route.AnyWords}/{Route.AnyWords}", Report),
        .. Route.Older($"/time/report/{Route.AnyWords}/{Route.AnyWords}/{Route.AnyWords}/{Route.AnyWords}", Report),
    ];

    private static Fields Words(Call call) => call.Gathered("entry", "time-entry");
    private static Action<XmlOut, TimeEntry> Says(Call call) => (xml, entry) => HoursXml.Write(xml, call.Account, entry);

    private static Answer Create(Call call) =>
        HoursArea.Create(call, HoursArea.Project(call, Words(call).Integer("project-id") ?? 0), null, Words(call), Says(call));

    private static TimeEntry? OfProject(Call call) =>
        call.Sight.Hours(call.SecondId) is { } entry && entry.ProjectId == call.Id ? entry : null;

    /// <summary>Person, first and last day, 0 for any of them; then <c>p12</c> for a project, <c>c12</c> for those of a company, or nothing.</summary>
    private static Answer Report(Call call)
    {
        var filter = call.Word(3);
        if (filter is not (null or "0" or ['p' or 'c', ..])) return Answer.Invalid("The filter is the number of a project behind a p, or of a company behind a c");
        return HoursReport.Show(call, new HoursReport.Question
        {
            Person = call.Word(0),
            From = call.Word(1),
            To = call.Word(2),
            Project = filter is ['p', .. var project] ? project : null,
            Company = filter is ['c', .. var company] ? company : null,
        });
    }
}
