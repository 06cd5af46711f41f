using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Automator.Benchmarks.Emulators;

/// <summary>What a client learns of an account before it asks for records: their numbers.</summary>
internal sealed partial record Account(IReadOnlyList<int> Lists, int LongestList, IReadOnlyList<int> Items)
{
    private const int SampledLists = 500;

    internal static async Task<Account> Read(EmulatorProcess emulator, int longest, CancellationToken cancellation)
    {
        using var connection = await Connection.Open(emulator, cancellation);
        var lists = new List<(int Id, int Items)>();
        foreach (var project in Numbers(await Text("/projects.xml")))
        {
            foreach (Match list in List().Matches(await Text($"/projects/{project}/todo_lists.xml")))
                lists.Add((Number(list, "id"), Number(list, "completed") + Number(list, "open")));
        }

        var items = new List<int>();
        var every = Math.Max(1, lists.Count / SampledLists);
        foreach (var (id, _) in lists.Where((_, place) => place % every == 0))
            items.AddRange(Numbers(await Text($"/todo_lists/{id}/todo_items.xml")));
        return new Account([.. lists.Select(list => list.Id)], lists.First(list => list.Items == longest).Id, items);

        async Task<string> Text(string path) => Encoding.UTF8.GetString((await connection.Get(path, cancellation)).Span);
    }

    private static IEnumerable<int> Numbers(string text) => Record().Matches(text).Select(match => Number(match, "id"));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    /// <summary>The number of a record of a collection, and not of what is in it.</summary>
    [GeneratedRegex("""^    <id type="integer">(?<id>\d+)</id>""", RegexOptions.Multiline)]
    private static partial Regex Record();

    [GeneratedRegex("""<todo-list>.*?<completed-count type="integer">(?<completed>\d+)<.*?<id type="integer">(?<id>\d+)<.*?<uncompleted-count type="integer">(?<open>\d+)<""", RegexOptions.Singleline)]
    private static partial Regex List();
}
