using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Automator.Tests.EndToEnd;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>Broken requests by the thousand against the emulator as a process of its own.</summary>
public sealed class StormTests
{
    private const int Requests = 9_000;
    private const int RawRequests = 1_000;
    private const int MostMegabytes = 400;

    [Fact]
    public async Task TenThousandBrokenRequests_AllGetAStatusAndLeaveItStanding()
    {
        using var place = new Workplace();
        await using var emulator = await EmulatorProcess.StartAsync(place);
        using var client = emulator.Client();
        var url = emulator.Url;
        var ids = await Ids(client, url);

        var statuses = await RandomRequests(client, url, ids);
        var answered = await RandomBytes(url, ids);

        statuses.Where(pair => pair.Key is < 200 or > 499).ShouldBeEmpty();
        statuses.Keys.ShouldBeSubsetOf([200, 201, 304, 400, 401, 403, 404, 405, 406, 409, 413, 414, 422, 431]);
        statuses.GetValueOrDefault(200).ShouldBeGreaterThan(200);
        statuses.GetValueOrDefault(422).ShouldBeGreaterThan(200);
        answered.ShouldBeGreaterThan(RawRequests / 2);
        (await client.GetStringAsync(new Uri(url, "projects.xml"), Classic.Token)).ShouldStartWith("<?xml");
        (await Faults(emulator)).ShouldBeEmpty();
        emulator.Host.Output.ShouldNotContain("   at ");
        if (OperatingSystem.IsLinux()) Megabytes(emulator.Host.Id).ShouldBeLessThan(MostMegabytes);
    }

    [Fact]
    public async Task ManyLargeBodiesAtOnce_AllGetAStatusAndMemoryStaysBounded()
    {
        using var place = new Workplace();
        await using var emulator = await EmulatorProcess.StartAsync(place);
        using var client = emulator.Client();
        var body = Encoding.ASCII.GetBytes($"<project>{string.Concat(Enumerable.Repeat("<a/>", 250_000))}</project>");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.PostAsync("projects.xml", new ByteArrayContent(body), Classic.Token).Status()));

        statuses.ShouldBeSubsetOf([400, 503]);
        statuses.ShouldContain(400);
        (await client.GetAsync("projects.xml", Classic.Token).Status()).ShouldBe(200);
        if (OperatingSystem.IsLinux()) Megabytes(emulator.Host.Id).ShouldBeLessThan(MostMegabytes);
    }

    /// <summary>Numbers of what there is in the first projects.</summary>
    private static async Task<Dictionary<string, string[]>> Ids(HttpClient client, Uri url)
    {
        async Task<string[]> Read(string path) =>
            [.. XElement.Parse(await client.GetStringAsync(new Uri(url, path), Classic.Token)).Elements().Select(record => record.Element("id")!.Value)];

        var ids = new Dictionary<string, string[]> { ["projects"] = [.. (await Read("projects.xml")).Take(4)], ["companies"] = await Read("companies.xml"), ["people"] = await Read("people.xml") };
        foreach (var kind in new[] { "todo_lists", "posts", "categories", "calendar_entries", "time_entries" })
            ids[kind] = [.. (await Task.WhenAll(ids["projects"].Select(project => Read($"projects/{project}/{kind}.xml")))).SelectMany(all => all), "0"];
        ids["todo_items"] = [.. (await Task.WhenAll(ids["todo_lists"].Take(10).Select(list => Read($"todo_lists/{list}/todo_items.xml")))).SelectMany(all => all), "0"];
        ids["comments"] = [.. (await Task.WhenAll(ids["posts"].Take(10).Select(post => Read($"posts/{post}/comments.xml")))).SelectMany(all => all), "0"];
        ids["milestones"] = ids["complete"] = ids["update"] = ids["calendar_entries"];
        ids["get"] = [.. ids["posts"], string.Join(',', ids["posts"].Take(3))];
        ids["comment"] = ids["delete_comment"] = ids["comments"];
        ids["list"] = ids["update_list"] = ids["move_list"] = ids["create_item"] = ids["todo_lists"];
        ids["update_item"] = ids["complete_item"] = ids["uncomplete_item"] = ids["move_item"] = ids["todo_items"];
        ids["save_entry"] = ids["time_entries"];
        return ids;
    }

    private static async Task<Dictionary<int, int>> RandomRequests(HttpClient client, Uri url, Dictionary<string, string[]> ids)
    {
        var storm = new Storm(seed: 3, ids);
        Dictionary<int, int> statuses = [];
        for (var n = 0; n < Requests; n++)
        {
            using var request = storm.Next(url);
            using var answer = await client.SendAsync(request, Classic.Token);
            var status = (int)answer.StatusCode;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (status >= 500 || (await answer.Content.ReadAsStringAsync(Classic.Token)).Contains("   at "))
                Assert.Fail($"{status} for request {n}: {request}\n{(request.Content is null ? "" : await request.Content.ReadAsStringAsync(Classic.Token))}");
        }

        return statuses;
    }

    /// <summary>How many were answered: some end before they are a request, and the connection ends with them.</summary>
    private static async Task<int> RandomBytes(Uri url, Dictionary<string, string[]> ids)
    {
        var storm = new Storm(seed: 4, ids);
        var answered = 0;
        for (var n = 0; n < RawRequests; n++)
        {
            var bytes = storm.NextBytes();
            using var socket = new TcpClient();
            await socket.ConnectAsync(url.Host, url.Port, Classic.Token);
            try
            {
                var stream = socket.GetStream();
                await stream.WriteAsync(bytes, Classic.Token);
                socket.Client.Shutdown(SocketShutdown.Send);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                var answer = await reader.ReadToEndAsync(Classic.Token);
                if (answer.Length == 0) continue;
                answer.ShouldMatch("^HTTP/1.1 ([2-4]|505)", Encoding.Latin1.GetString(bytes));
                answered++;
            }
            catch (IOException)
            {
                // Told in the middle of its sending that nobody reads on.
            }
        }

        return answered;
    }

    /// <summary>What broke inside, by the emulator's own log.</summary>
    private static async Task<List<string>> Faults(EmulatorProcess emulator)
    {
        using var control = new HttpClient { BaseAddress = emulator.ControlUrl };
        control.DefaultRequestHeaders.Authorization = new("Bearer", emulator.ControlToken);
        var log = JsonDocument.Parse(await control.GetStringAsync("requests", Classic.Token)).RootElement;
        return [.. log.EnumerateArray().Where(entry => entry.GetProperty("fault").ValueKind != JsonValueKind.Null).Select(entry => entry.ToString())];
    }

    private static long Megabytes(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").Single(row => row.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
}
