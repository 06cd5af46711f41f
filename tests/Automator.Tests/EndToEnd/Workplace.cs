using System.Net.Http.Headers;
using System.Text;

namespace Automator.Tests.EndToEnd;

/// <summary>A folder as a user has it: automator.json, rules, data; ports are free ones. Gone when the test is.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    internal Workplace(string seed = "demo", string more = "")
    {
        Directory.CreateDirectory(Rules);
        Write("automator.json", $$"""
            {
              "listen": "127.0.0.1:0",
              "grace": "10s",
              {{more}}
              "accounts": { "demo": { "url": "emulator", "poll": "1s", "emulator": { "port": 0, "seed": "{{seed}}", "limits": "off" } } }
            }
            """);
    }

    internal string Path => _folder.FullName;

    internal string Rules => At("rules");

    internal string Data => At("data");

    internal string Config => At("automator.json");

    internal string At(string name) => System.IO.Path.Combine(_folder.FullName, name);

    internal string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    internal string Rule(string name, string text) => Write($"rules/{name}.csx", text);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The account as any client sees it.</summary>
    internal static HttpClient Client(Uri url, string token)
    {
        var http = new HttpClient { BaseAddress = url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{token}:X")));
        http.DefaultRequestHeaders.UserAgent.ParseAdd("test (test@example.com)");
        http.DefaultRequestHeaders.Accept.ParseAdd("application/xml");
        return http;
    }
}
