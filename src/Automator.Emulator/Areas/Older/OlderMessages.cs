using System.Globalization;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas.Older;

internal static class OlderMessages
{
    private const int MostAtOnce = 25;

    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. Route.Older($"/msg/get/{Route.AnyWords}", Named),
        .. Route.Older("/projects/{id}/msg/archive", call => MessagesArea.Archive(call, call.Id, CategoryAsked(call))),
        .. Route.Older("/projects/{id}/msg/cat/{category}/archive", call => MessagesArea.Archive(call, call.Id, call.SecondId)),
        .. Route.Older("/projects/{id}/msg/create", call => MessagesArea.Create(call, (xml, post) => PostXml.Write(xml, call, post)), Reads.Xml),
        .. Route.Older("/msg/update/{id}", call => MessagesArea.Update(call, tells: true, (xml, post) => PostXml.Write(xml, call, post)), Reads.Xml),
        .. Route.Older("/msg/delete/{id}", call => MessagesArea.Delete(call, (xml, post) => PostXml.Write(xml, call, post)), Reads.Nothing),
    ];

    /// <summary>Several by their numbers, with commas between: all of them or none.</summary>
    private static Answer Named(Call call)
    {
        var ids = call.Word(0)!.Split(',');
        if (ids.Length > MostAtOnce) return Answer.Invalid($"More than {MostAtOnce} messages are asked for: ask for {MostAtOnce} at most at a time");
        var posts = ids.Select(id => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? call.Sight.Post(number) : null).ToList();
        return posts.Contains(null)
            ? Answer.NotFound
            : Answer.Xml(xml => xml.Array("posts", posts, (list, post) => PostXml.Write(list, call, post!)));
    }

    private static int? CategoryAsked(Call call) => call.QueryNumber("category_id") ?? (call.Gathered("post").Integer("category-id") is > 0 and var id ? id : null);
}
