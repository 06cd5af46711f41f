using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Automator.Benchmarks.Hosts;

namespace Automator.Benchmarks.Storms;

/// <summary>The account of a storm: an emulator, a process of its own, which loses answers, is slow, and says what is in it in the end.</summary>
internal sealed class StormAccount : IAsyncDisposable
{
    private readonly HostProcess _process;
    private readonly HttpClient _account;
    private readonly HttpClient _control;

    private StormAccount(HostProcess process, JsonElement said)
    {
        _process = process;
        Token = said.GetProperty("token").GetString()!;
        Url = new Uri(said.GetProperty("url").GetString()!);
        _account = Client(Url, new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Token}:X"))));
        _control = Client(new Uri(said.GetProperty("controlUrl").GetString()!), new AuthenticationHeaderValue("Bearer", said.GetProperty("controlToken").GetString()));
    }

    internal Uri Url { get; }

    internal string Token { get; }

    internal static async Task<StormAccount> Start(string folder, int seed, CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(
            file,
            """
            {
              "name": "Storm", "timeZone": "London",
              "companies": [{ "name": "Storm", "people": [{ "firstName": "Eva", "lastName": "Boss", "administrator": true }] }],
              "projects": [{ "name": "Site", "company": "Storm", "members": ["Eva Boss"] }]
            }
            """,
            cancellation);
        var process = HostProcess.Start(Layout.Here(), folder, ["emulator", "--seed", file, "--limits", "off", "--port", "0", "--json"]);
        try
        {
            var (line, _) = await process.Line("\"controlToken\"", cancellation);
            var account = new StormAccount(process, JsonElement.Parse(line));
            await account.Fail(seed, cancellation);
            return account;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>What is not as a rule that ran once leaves it.</summary>
    internal async Task<IReadOnlyList<string>> Judge(CancellationToken cancellation)
    {
        using (await _control.DeleteAsync(new Uri("faults", UriKind.Relative), cancellation))
        {
        }

        var project = (await Read("projects", cancellation)).Single(project => Text(project, "name") == "Site");
        var lists = await Read($"projects/{Text(project, "id")}/todo_lists", cancellation);
        var wrong = new List<string>();
        Compare(wrong, "lists", lists.Select(list => Text(list, "name")), ["List"]);
        if (lists is not [var list, ..])
            return wrong;
        var items = (await Read($"todo_lists/{Text(list, "id")}/todo_items", cancellation)).OrderBy(Id).ToList();
        var contents = items.Select(item => Text(item, "content")).ToList();
        const int Branched = StormRule.InOrder + StormRule.Parallel;
        Compare(wrong, "items in order", contents.Take(StormRule.InOrder), Enumerable.Range(0, StormRule.InOrder).Select(n => $"in order {n}"));
        Compare(wrong, "parallel items", Sorted(contents.Take(Branched).Skip(StormRule.InOrder)), Sorted(Enumerable.Range(0, StormRule.Parallel).Select(n => $"parallel {n}")));
        Compare(wrong, "equal items", contents.Skip(Branched), Enumerable.Repeat("equal", StormRule.Equal));
        Compare(
            wrong, "completed items", Sorted(items.Where(item => Text(item, "completed") == "true").Select(item => Text(item, "content"))),
            Sorted(Enumerable.Range(0, StormRule.Parallel).Where(n => n % 4 == 0).Select(n => $"parallel {n}")));
        var comments = new List<string>();
        foreach (var item in items)
            comments.AddRange((await Read($"todo_items/{Id(item)}/comments", cancellation)).Select(_ => Text(item, "content")));
        Compare(wrong, "comments", comments, Enumerable.Range(0, StormRule.InOrder).Select(n => $"in order {n}"));
        return wrong;
    }

    public async ValueTask DisposeAsync()
    {
        _account.Dispose();
        _control.Dispose();
        await _process.DisposeAsync();
    }

    private async Task Fail(int seed, CancellationToken cancellation)
    {
        object[] faults =
        [
            new { kind = "cut-after", method = "POST", share = 0.05, random = seed },
            new { kind = "cut-before", method = "POST", share = 0.05, random = seed + 1 },
            new { kind = "lose-answer", method = "POST", share = 0.02, random = seed + 2 },
            new { kind = "cut-after", method = "PUT", share = 0.1, random = seed + 3 },
            new { kind = "slow", share = 0.1, random = seed + 4, seconds = 0.2 },
        ];
        using var content = new StringContent(JsonSerializer.Serialize(faults), Encoding.UTF8, "application/json");
        using var answer = await _control.PostAsync(new Uri("faults", UriKind.Relative), content, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The emulator took no faults: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }

    private async Task<IReadOnlyList<XElement>> Read(string path, CancellationToken cancellation)
    {
        var all = new List<XElement>();
        for (var offset = 0; ; offset++)
        {
            var page = XElement.Parse(await _account.GetStringAsync(new Uri($"{path}.xml?n={all.Count}", UriKind.Relative), cancellation)).Elements().ToList();
            var fresh = page.Where(record => all.TrueForAll(known => Id(known) != Id(record))).ToList();
            if (fresh.Count == 0)
                return all;
            all.AddRange(fresh);
        }
    }

    private static HttpClient Client(Uri url, AuthenticationHeaderValue authorization)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = authorization;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("storm/1.0");
        return client;
    }

    private static void Compare(List<string> wrong, string what, IEnumerable<string> there, IEnumerable<string> wanted)
    {
        IReadOnlyList<string> found = [.. there], asked = [.. wanted];
        if (!found.SequenceEqual(asked))
            wrong.Add($"{what}: {string.Join(", ", found)}; and should be {string.Join(", ", asked)}");
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> all) => all.Order(StringComparer.Ordinal);

    private static string Text(XElement record, string name) => record.Element(name)?.Value ?? "";

    private static long Id(XElement record) => long.Parse(Text(record, "id"));
}
