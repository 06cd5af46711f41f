using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Automator.Emulator;
using Automator.Emulator.Seeds;
using Automator.Emulator.Store;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

/// <summary>A running emulator with a small account of known people, and clients to ask it with.</summary>
internal sealed class Classic : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];

    private Classic(EmulatorServer server) => Server = server;

    public EmulatorServer Server { get; }
    public Account Account => Server.Account;
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Company Firm { get; private set; } = null!;
    public Company Client { get; private set; } = null!;
    public Person Ada { get; private set; } = null!;
    public Person Max { get; private set; } = null!;
    public Person Carla { get; private set; } = null!;
    public Project Project { get; private set; } = null!;

    public static async Task<Classic> StartAsync(EmulatorOptions? options = null, string zone = "Eastern Time (US & Canada)")
    {
        var classic = new Classic(await EmulatorServer.StartAsync(options ?? new EmulatorOptions { Seed = "empty", Limits = EmulatorLimits.Off }, Token));
        classic.Account.Work(account => classic.People(new Seedbed(account), zone));
        return classic;
    }

    /// <summary>The account as it is, without the small cast of <see cref="StartAsync"/>.</summary>
    public static async Task<Classic> SeededAsync(EmulatorOptions options) => new(await EmulatorServer.StartAsync(options, Token));

    public HttpClient As(Person? person) => As(person?.Token);

    public HttpClient As(string? token)
    {
        var client = new HttpClient { BaseAddress = Server.Url };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Tests/1.0");
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token}:X")));
        _clients.Add(client);
        return client;
    }

    public HttpClient Control()
    {
        var client = new HttpClient { BaseAddress = Server.ControlUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.ControlToken);
        _clients.Add(client);
        return client;
    }

    public T Plant<T>(Func<Seedbed, T> plant) => Account.Work(account => plant(new Seedbed(account)));

    public TodoItem[] Items(TodoList list, params string[] contents) =>
        Plant(bed => contents.Select(content => bed.Item(list, content, Ada, bed.Now)).ToArray());

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Server.DisposeAsync();
    }

    private void People(Seedbed bed, string zone)
    {
        Firm = bed.Account.Companies.Find(bed.Account.Facts.PrimaryCompanyId)!;
        Firm.TimeZoneId = zone;
        bed.Account.Changed(bed.Account.Companies, Firm);
        Client = bed.Company("Client Ltd", "London");
        Ada = bed.Account.People.All.First();
        Max = bed.Person(Firm, "Max", "Member");
        Carla = bed.Person(Client, "Carla", "Client");
        Project = bed.Project("Site", Firm, bed.Now.AddDays(-10), [Ada, Max, Carla]);
    }
}

internal static class ClassicRequests
{
    public static Task<HttpResponseMessage> PostXml(this HttpClient client, string path, string body) => client.SendXml(HttpMethod.Post, path, body);

    public static Task<HttpResponseMessage> PutXml(this HttpClient client, string path, string body = "") => client.SendXml(HttpMethod.Put, path, body);

    public static Task<HttpResponseMessage> Drop(this HttpClient client, string path) => client.DeleteAsync(path, Classic.Token);

    public static Task<HttpResponseMessage> Ask(this HttpClient client, string path) => client.GetAsync(path, Classic.Token);

    public static async Task<XElement> Xml(this HttpClient client, string path)
    {
        using var answer = await client.Ask(path);
        ((int)answer.StatusCode).ShouldBe(200, path);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync(Classic.Token)).Root!;
    }

    public static async Task<string> Raw(this HttpClient client, string path) => await client.GetStringAsync(path, Classic.Token);

    public static async Task<int> Made(this Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync(Classic.Token));
        return int.Parse(answer.Headers.Location!.OriginalString.Split('/', '.').Last(part => part.Length > 0 && part != "xml"));
    }

    public static async Task<int> Status(this Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        return (int)answer.StatusCode;
    }

    private static Task<HttpResponseMessage> SendXml(this HttpClient client, HttpMethod method, string path, string body)
    {
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };
        request.Headers.Accept.ParseAdd("application/xml");
        return client.SendAsync(request, Classic.Token);
    }
}
