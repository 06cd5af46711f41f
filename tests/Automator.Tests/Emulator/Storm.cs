using System.Text;
using Automator.Emulator.Areas;

namespace Automator.Tests.Emulator;

/// <summary>Requests that no client would send, or only a broken one: the same for the same number.</summary>
/// <param name="seed">The number.</param>
/// <param name="ids">Numbers of records that exist, by the word that stands before them in a path.</param>
internal sealed class Storm(int seed, IReadOnlyDictionary<string, string[]> ids)
{
    private static readonly Dictionary<string, string> Records = new()
    {
        ["projects"] = "project",
        ["categories"] = "category",
        ["posts"] = "post",
        ["comments"] = "comment",
        ["todo_lists"] = "todo-list",
        ["todo_items"] = "todo-item",
        ["calendar_entries"] = "calendar-entry",
        ["time_entries"] = "time-entry",
        ["create"] = "milestone",
        ["update"] = "milestone",
        ["create_list"] = "list",
        ["update_list"] = "list",
        ["create_item"] = "item",
        ["update_item"] = "item",
        ["create_comment"] = "comment",
        ["update_comment"] = "comment",
        ["save_entry"] = "entry",
    };

    private static readonly string[] Methods = ["GET", "GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "BREW"];
    private static readonly string[] Queries =
        ["n", "page", "find", "filter", "responsible_party", "category_id", "project_id", "todo_list_id", "include_deleted", "from", "to", "subject_id", "filter_project_id", "type", "client_id", "complete", "to"];

    private static readonly string[] Values =
    [
        "", "0", "-1", "1", "25", "99999999999999999999", "2147483647", "abc", "c1001", "c", "true", "nil", "1e9", "NaN", "2026-11-24", "20261124", "2026-13-45", "9999-12-31", "0001-01-01T00:00:00Z",
        "1:30", "1,5", "-0", "\u0000", "\uD83C\uDF7A", "%", "%00", "..", "<", "&amp;", "' OR 1=1 --", "\r\nX-Injected: 1", "null", "[]", "Milestone", "CalendarEvent", "archived",
    ];

    private static readonly string[] Elements =
    [
        "name", "title", "content", "body", "type", "due-at", "deadline", "start-at", "date", "hours", "description", "person-id", "responsible-party", "responsible-party-id", "category-id",
        "milestone-id", "todo-item-id", "private", "tracked", "notify", "status", "company-id", "todo-list-template-id", "id", "position", "move-upcoming-milestones", "attachments", "file", "collection",
        "to", "complete", "post-id", "comment-id", "project-id", "use-template", "template-id",
    ];

    private static readonly string[] Roots =
        ["request", "project", "category", "post", "comment", "todo-list", "todo-item", "todo-lists", "todo-items", "calendar-entry", "milestone", "time-entry", "attachments", "upload", "nonsense", "list", "item", "entry"];

    private static readonly string[] Types = ["application/xml", "text/xml; charset=utf-16", "application/x-www-form-urlencoded", "application/json", "image/png", ""];
    private readonly Random _random = new(seed);
    private readonly Automator.Emulator.Wire.Route[] _routes = [.. Everything.Routes];

    public HttpRequestMessage Next(Uri server)
    {
        var route = _routes[_random.Next(_routes.Length)];
        var uri = new Uri(server.GetLeftPart(UriPartial.Authority) + Path(route.Path) + Query(), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(Chance(80) ? route.Method : One(Methods)), uri);
        if (Chance(60)) request.Content = Content(Record(route.Path));
        if (Chance(20)) request.Headers.TryAddWithoutValidation("Accept", One(Types));
        if (Chance(5)) request.Headers.TryAddWithoutValidation("Authorization", One(["Basic", "Basic !!!", "Bearer x", "Basic Og==", new string('A', 5000)]));
        if (Chance(5)) request.Headers.TryAddWithoutValidation("If-None-Match", One(["*", "\"a\"", "W/\"", ""]));
        return request;
    }

    /// <summary>What is not even HTTP, or only begins as such.</summary>
    public byte[] NextBytes()
    {
        var whole = Encoding.Latin1.GetBytes(
            $"{One(Methods)} {Path(_routes[_random.Next(_routes.Length)].Path)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {_random.Next(20)}\r\nAuthorization: Basic {Convert.ToBase64String(Bytes(12))}\r\n\r\n<a/>");
        return Chance(30) ? Bytes(_random.Next(1, 400)) : Mutated(whole);
    }

    private string Path(string template)
    {
        var segments = template.Split('/');
        for (var at = 1; at < segments.Length; at++)
        {
            if (segments[at].StartsWith('{')) segments[at] = segments[at] == Automator.Emulator.Wire.Route.AnyWords && Chance(30) ? Uri.EscapeDataString(One(Values)) : Number(segments[at - 1]);
        }

        var path = string.Join('/', segments) + (Chance(70) ? ".xml" : "");
        return Chance(8) ? path.Insert(_random.Next(1, path.Length), One(["/", "//", "%2F", "%00", "..", "%C3%28", ";", "-slug", "%", "\u00FC", new string('a', 500)])) : path;
    }

    private string Number(string of) => (ids.TryGetValue(of, out var known) || ids.TryGetValue("projects", out known)) && Chance(80)
        ? One(known)
        : One(["0", "1", "-1", "99999999999", "abc", "12-slug", "1001"]);

    private static string Record(string path) => path.Split('/').Select(word => Records.GetValueOrDefault(word)).LastOrDefault(record => record is not null) ?? "request";

    private string Query() => Chance(40)
        ? "?" + string.Join('&', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"{One(Queries)}={(Chance(80) ? Uri.EscapeDataString(One(Values)) : "%zz%")}"))
        : "";

    private ByteArrayContent Content(string record)
    {
        var bytes = Encoding.UTF8.GetBytes(Xml(Chance(80) ? record : One(Roots), _random.Next(1, 4)));
        var content = new ByteArrayContent(Chance(25) ? Mutated(bytes) : bytes);
        if (Chance(90)) content.Headers.TryAddWithoutValidation("Content-Type", One(Types));
        if (Chance(3)) content.Headers.TryAddWithoutValidation("Content-Encoding", One(["gzip", "br", "gzip, gzip"]));
        return content;
    }

    private string Xml(string root, int depth)
    {
        var inside = Enumerable.Range(0, _random.Next(0, 6)).Select(_ => Chance(25) && depth > 0 ? Xml(One(Roots), depth - 1) : Element());
        return $"<{root}{(Chance(20) ? " type=\"array\"" : "")}>{string.Concat(inside)}</{root}>";
    }

    private string Element()
    {
        var name = Chance(90) ? One(Elements) : One(Elements).Replace('-', '_');
        var value = Chance(30) ? Number(One([.. ids.Keys])) : One(Values).Replace("&", "&amp;").Replace("<", "&lt;").Replace("\0", "");
        return Chance(10) ? $"<{name} nil=\"true\"/>" : $"<{name}>{value}</{name}>";
    }

    private byte[] Mutated(byte[] bytes)
    {
        var mutated = bytes.ToList();
        for (var left = _random.Next(1, 8); left > 0 && mutated.Count > 0; left--)
        {
            var at = _random.Next(mutated.Count);
            switch (_random.Next(3))
            {
                case 0: mutated[at] = (byte)_random.Next(256); break;
                case 1: mutated.RemoveAt(at); break;
                default: mutated.InsertRange(at, Bytes(_random.Next(1, 4))); break;
            }
        }

        return [.. mutated];
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string One(string[] all) => all[_random.Next(all.Length)];
}
