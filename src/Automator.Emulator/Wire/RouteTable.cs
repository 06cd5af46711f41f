using System.Globalization;

namespace Automator.Emulator.Wire;

/// <param name="Ids">The numbers in the path.</param>
/// <param name="Words">What stands where any words may stand.</param>
internal sealed record Match(Route Route, IReadOnlyList<int> Ids, IReadOnlyList<string> Words);

internal sealed class RouteTable
{
    private readonly Dictionary<int, List<(Route Route, string[] Segments)>> _byLength = [];

    public RouteTable(IEnumerable<Route> routes)
    {
        foreach (var route in routes)
        {
            var segments = Split(route.Path);
            if (!_byLength.TryGetValue(segments.Length, out var bucket)) _byLength[segments.Length] = bucket = [];
            bucket.Add((route, segments));
        }
    }

    /// <summary>null and no methods: no such path. null with methods: not with this one.</summary>
    public Match? Find(string method, string path, out IReadOnlyList<string> methods)
    {
        var asked = Split(path);
        List<string> others = [];
        methods = others;
        foreach (var (route, segments) in _byLength.GetValueOrDefault(asked.Length, []))
        {
            if (Numbers(segments, asked) is not { } ids) continue;
            if (route.Method == method) return new Match(route, ids, [.. asked.Where((_, at) => segments[at] == Route.AnyWords)]);
            others.Add(route.Method);
        }

        return null;
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static List<int>? Numbers(string[] template, string[] asked)
    {
        List<int> ids = [];
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == Route.AnyWords) continue;
            if (template[i][0] != '{')
            {
                if (template[i] != asked[i]) return null;
            }
            else if (Number(asked[i]) is { } id)
            {
                ids.Add(id);
            }
            else
            {
                return null;
            }
        }

        return ids;
    }

    /// <summary>
    /// What begins with digits is the number they make, as Ruby reads one: web addresses carry a slug behind it (<c>12-kickoff</c>)
    /// that clients copy, and one leaves a brace of its template there.
    /// </summary>
    private static int? Number(string segment)
    {
        var end = segment.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? segment : segment.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
