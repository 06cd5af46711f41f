using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Automator.Emulator.Control;
using Automator.Host.Basecamp;
using Automator.Host.Cli;
using Automator.Tests.Emulator;

namespace Automator.Tests.EndToEnd;

/// <summary>
/// What lets us in is in no file that a host writes but its own login, in nothing that it says, and nowhere in a worker:
/// not in its command line, its environment or its memory.
/// </summary>
public sealed class SecretsStayTests
{
    private const string Rule = """
        On.Demand(async () =>
        {
            var me = await Basecamp.Me();
            Log.Info($"I am {me}");
            try { await Basecamp.Project(123456789); }
            catch (BasecampException e) { Log.Warn(e.ToString()); }
            await Basecamp.CreateProject("One");
            await Basecamp.CreateProject("Marker-of-this-rule");
        });
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("token")]
    [InlineData("password")]
    [InlineData("oauth")]
    public async Task SecretOfALogin_StaysWithTheHost(string kind)
    {
        await using var classic = await Classic.StartAsync(Launchpad.Options());
        using var place = new Workplace("empty");
        place.Rule("busy", Rule);
        var secrets = await Prepare(kind, classic, place);
        using (var control = classic.Control())
        using (await control.PostAsJsonAsync("faults", (Fault[])[.. kind == "token" ? [new Fault("cut-after", "POST", "/projects", Nth: 2)] : (Fault[])[], new Fault("500", "GET", "/projects")], JsonSerializerOptions.Web, Cancellation))
        {
        }

        using var said = new StringWriter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var output = new ReadyWriter(ready);
        var host = CommandLine.Run(["serve", "--config", place.Config], new Terminal { In = TextReader.Null, Out = output, Error = TextWriter.Synchronized(said) }, stop.Token);
        await Task.WhenAny(host, ready.Task);
        ready.Task.IsCompleted.ShouldBeTrue(said.ToString());
        var run = await Run(place, said, "run", "busy");
        run.ShouldBe(0, "also where the answer for its second project is lost: it is found");
        await Run(place, said, "runs", "--json");
        (await Run(place, said, "accounts", "--json")).ShouldBe(0);
        secrets = [.. secrets, .. Renewed(place)];
        var workers = Workers();
        if (OperatingSystem.IsLinux())
            workers.ShouldContain(id => !IsReadable(id) || InMemory(id, "Marker-of-this-rule"), "what a worker was sent is found in it");
        var inWorkers = workers.SelectMany(id => secrets.Where(secret => Holds(id, secret)).Select(secret => $"{secret} in worker {id}")).ToList();
        await stop.CancelAsync();
        await host;

        said.Write(output);
        said.ToString().ShouldContain("Marker-of-this-rule", customMessage: "the run was seen");
        secrets.Where(said.ToString().Contains).ShouldBeEmpty();
        inWorkers.ShouldBeEmpty();
        var files = Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "login-acme.json").ToList();
        files.ShouldContain(file => file.EndsWith("journal.db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancellation);
            secrets.Where(secret => Has(bytes, secret)).ShouldBeEmpty(file);
        }
    }

    /// <summary>The secrets of this login, in all the forms in which they travel.</summary>
    private static async Task<string[]> Prepare(string kind, Classic classic, Workplace place)
    {
        const string ClientSecret = "the-client-secret-of-acme";
        var authority = classic.Server.AuthorizationUrl!.GetLeftPart(UriPartial.Authority);
        var (login, kept, secrets) = kind switch
        {
            "token" => ("\"token\": \"file:secret\"", classic.Ada.Token, (string[])[classic.Ada.Token, Basic(classic.Ada.Token, "X")]),
            "password" => ($"\"user\": \"{classic.Ada.UserName}\", \"password\": \"file:secret\"", classic.Ada.Password, [Basic(classic.Ada.UserName!, classic.Ada.Password)]),
            _ => ($"\"oauth\": {{ \"clientId\": \"app-1\", \"clientSecret\": \"file:secret\", \"server\": \"{authority}\" }}", ClientSecret, [ClientSecret, "stale-access-token"]),
        };
        place.Write("secret", kept);
        place.Write("automator.json", $$"""
            { "listen": "127.0.0.1:0", "workers": 1, "accounts": { "acme": { "url": "{{classic.Server.Url.GetLeftPart(UriPartial.Authority)}}", "userAgent": "Acme (ops@acme.example)", {{login}} } } }
            """);
        if (kind == "oauth")
        {
            using var launchpad = Launchpad.Of(classic);
            var (_, refresh) = await launchpad.Tokens(classic.Ada.EmailAddress);
            new TokenFile(Path.Combine(place.Data, "login-acme.json"), new OAuthApplication("acme", new Uri(authority), "app-1", ClientSecret))
                .Write(new OAuthTokens("stale-access-token", refresh, TimeProvider.System.GetUtcNow().AddDays(3)));
        }

        return secrets;
    }

    private static string[] Renewed(Workplace place)
    {
        var file = Path.Combine(place.Data, "login-acme.json");
        if (!File.Exists(file))
            return [];
        using var kept = JsonDocument.Parse(File.ReadAllBytes(file));
        kept.RootElement.Word("accessToken").ShouldNotBe("stale-access-token");
        return [kept.RootElement.Word("accessToken"), kept.RootElement.Word("refreshToken")];
    }

    private static async Task<int> Run(Workplace place, StringWriter said, params string[] words)
    {
        using var output = new StringWriter();
        var exit = await CommandLine.Run([.. words, "--config", place.Config], new Terminal { In = TextReader.Null, Out = output, Error = output }, Cancellation);
        lock (said)
            said.Write(output.ToString());
        return exit;
    }

    private static string Basic(string user, string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static bool Has(ReadOnlySpan<byte> bytes, string secret) =>
        bytes.IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(secret)) >= 0;

    /// <summary>Workers of this process, where the system shows them.</summary>
    private static List<int> Workers()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        return [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!))
            .Where(id => Text($"/proc/{id}/cmdline").Contains("Automator.Worker", StringComparison.OrdinalIgnoreCase) && Text($"/proc/{id}/status").Contains($"PPid:\t{Environment.ProcessId}\n", StringComparison.Ordinal))];
    }

    private static bool Holds(int id, string secret) =>
        Text($"/proc/{id}/cmdline").Contains(secret, StringComparison.Ordinal) || Text($"/proc/{id}/environ").Contains(secret, StringComparison.Ordinal) || InMemory(id, secret);

    /// <summary>A worker may be confined from us too.</summary>
    private static bool IsReadable(int id)
    {
        try
        {
            using var memory = File.OpenRead($"/proc/{id}/mem");
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    /// <summary>What was ever sent to it, frames included, stands somewhere in what it may write to.</summary>
    private static bool InMemory(int id, string secret)
    {
        try
        {
            using var memory = new FileStream($"/proc/{id}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            foreach (var line in Text($"/proc/{id}/maps").Split('\n').Where(line => line.Contains(" rw", StringComparison.Ordinal)))
            {
                var ends = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-').Select(end => Convert.ToInt64(end, 16)).ToArray();
                if (ends[1] - ends[0] <= 128 << 20 && Has(Region(memory, ends[0], (int)(ends[1] - ends[0])), secret))
                    return true;
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // It is confined from us, or gone.
        }

        return false;
    }

    private static byte[] Region(FileStream memory, long start, int length)
    {
        var bytes = new byte[length];
        try
        {
            memory.Position = start;
            memory.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        }
        catch (IOException)
        {
            // Not there any more.
        }

        return bytes;
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private sealed class ReadyWriter(TaskCompletionSource ready) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.StartsWith("Automator is ready", StringComparison.Ordinal) == true)
                ready.TrySetResult();
        }
    }
}
