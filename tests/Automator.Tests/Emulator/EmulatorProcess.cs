using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Automator.Tests.EndToEnd;

namespace Automator.Tests.Emulator;

/// <summary>The emulator as a process of its own, at a free port and without limits.</summary>
internal sealed partial class EmulatorProcess : IAsyncDisposable
{
    private readonly JsonElement _line;

    private EmulatorProcess(HostProcess host, JsonElement line) => (Host, _line) = (host, line);

    public HostProcess Host { get; }
    public Uri Url => new(Word("url"));
    public string Token => Word("token");
    public Uri ControlUrl => new(Word("controlUrl"));
    public string ControlToken => Word("controlToken");

    public static async Task<EmulatorProcess> StartAsync(Workplace place, params string[] arguments)
    {
        var host = HostProcess.Start(place, ["emulator", "--port", "0", "--limits", "off", "--json", .. arguments]);
        try
        {
            return new EmulatorProcess(host, JsonDocument.Parse((await host.Line(Document())).Value).RootElement);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Token}:X")));
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Tests/1.0");
        return client;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private string Word(string name) => _line.GetProperty(name).GetString()!;

    [GeneratedRegex(@"^\{.*\}$")]
    private static partial Regex Document();
}
