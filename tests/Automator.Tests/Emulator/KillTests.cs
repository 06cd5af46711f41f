using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Automator.Tests.EndToEnd;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>The emulator as a process of its own, ended without a goodbye.</summary>
public sealed partial class KillTests
{
    [Fact]
    public async Task KilledWhileItIsWrittenTo_EveryAnsweredChangeIsThereAfterwards()
    {
        using var place = new Workplace();
        var answered = new Answered(enough: 40);
        string token;
        await using (var first = HostProcess.Start(place, "emulator", "--port", "0", "--limits", "off", "--json", "--seed", "empty", "--data", "kept"))
        {
            var (url, own) = await Ready(first);
            token = own;
            var writers = Enumerable.Range(0, 4).Select(writer => Write(url, token, writer, answered)).ToList();
            await Task.WhenAny(answered.Enough, Task.WhenAll(writers));
            await first.KillHard();
            await Task.WhenAll(writers);
        }

        await using var again = HostProcess.Start(place, "emulator", "--port", "0", "--limits", "off", "--json", "--data", "kept");
        var (address, kept) = await Ready(again);
        using var client = Client(token);
        var projects = await client.GetStringAsync(new Uri(address, "projects.xml"), Classic.Token);

        kept.ShouldBe(token);
        answered.Names.Count.ShouldBeGreaterThanOrEqualTo(40);
        answered.Names.Where(name => !projects.Contains($"<name>{name}</name>")).ShouldBeEmpty();
    }

    /// <summary>Until nobody answers any more.</summary>
    private static async Task Write(Uri url, string token, int writer, Answered answered)
    {
        using var client = Client(token);
        for (var n = 0; ; n++)
        {
            var name = $"Project {writer}-{n}";
            try
            {
                using var answer = await client.PostAsync(new Uri(url, "projects.xml"), new StringContent($"<project><name>{name}</name></project>"), Classic.Token);
                if ((int)answer.StatusCode != 201) throw new InvalidOperationException($"{answer.StatusCode}");
            }
            catch (HttpRequestException)
            {
                return;
            }

            answered.Add(name);
        }
    }

    private static async Task<(Uri Url, string Token)> Ready(HostProcess process)
    {
        var line = JsonDocument.Parse((await process.Line(Document())).Value).RootElement;
        return (new Uri(line.GetProperty("url").GetString()!), line.GetProperty("token").GetString()!);
    }

    private static HttpClient Client(string token)
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token}:X")));
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Kill/1.0");
        return client;
    }

    /// <summary>What the emulator said was done.</summary>
    private sealed class Answered(int enough)
    {
        private readonly Lock _gate = new();
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Names { get; } = [];
        public Task Enough => _enough.Task;

        public void Add(string name)
        {
            lock (_gate) Names.Add(name);
            if (Names.Count >= enough) _enough.TrySetResult();
        }
    }

    [GeneratedRegex(@"^\{.*\}$")]
    private static partial Regex Document();
}
