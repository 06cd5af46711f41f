using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Automator.Emulator;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class SitesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("automator-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static EmulatorOptions Three(string? data = null) => new()
    {
        Seed = "empty",
        DataDirectory = data,
        MoreAccounts = [new SiteOptions { Name = "acme", Seed = "empty" }, new SiteOptions { Name = "umbra", Seed = "empty", HostNames = ["umbra.example"] }],
    };

    private static async Task<string> Name(HttpClient client, Uri url, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "account.xml"));
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request, Classic.Token);
        return answer.StatusCode == HttpStatusCode.OK
            ? System.Xml.Linq.XElement.Parse(await answer.Content.ReadAsStringAsync(Classic.Token)).Element("name")!.Value
            : $"{(int)answer.StatusCode} {answer.Headers.GetValues("Status").Single()}";
    }

    private static void NameThem(Classic classic)
    {
        foreach (var site in classic.Server.Sites) site.Account.Work(account => account.Facts.Name = site.Name);
    }

    [Fact]
    public async Task SeveralAccounts_AreFoundByHostNameAndByPort()
    {
        await using var classic = await Classic.SeededAsync(Three());
        NameThem(classic);
        var (first, acme, umbra) = (classic.Server.Sites[0], classic.Server.Sites[1], classic.Server.Sites[2]);

        (await Name(classic.As(first.People[0].Token), first.Url)).ShouldBe("main");
        (await Name(classic.As(first.People[0].Token), first.Url, "localhost:80")).ShouldBe("main");
        (await Name(classic.As(acme.People[0].Token), first.Url, "acme.basecamphq.com")).ShouldBe("acme");
        (await Name(classic.As(acme.People[0].Token), first.Url, "ACME.localhost")).ShouldBe("acme");
        (await Name(classic.As(umbra.People[0].Token), first.Url, "umbra.example")).ShouldBe("umbra");
        (await Name(classic.As(acme.People[0].Token), acme.Url)).ShouldBe("acme");
        (await Name(classic.As(umbra.People[0].Token), umbra.Url, "whatever.example")).ShouldBe("umbra");
    }

    [Fact]
    public async Task F7_AnUnknownNameAmongSeveral_IsNoAccount()
    {
        await using var classic = await Classic.SeededAsync(Three());

        (await Name(classic.As(classic.Server.Token), classic.Server.Url, "nobody.basecamphq.com")).ShouldBe("404 404 The requested account could not be found");
        classic.Server.Sites.ShouldAllBe(site => site.Log.Since(0).Count == 0);
    }

    [Fact]
    public async Task OneAccountsToken_IsNobodyInAnother()
    {
        await using var classic = await Classic.SeededAsync(Three());

        (await classic.As(classic.Server.Token).GetAsync(new Uri(classic.Server.Sites[1].Url, "projects.xml"), Classic.Token).Status()).ShouldBe(401);
    }

    [Fact]
    public async Task Limits_AreCountedForEachAccount()
    {
        await using var classic = await Classic.SeededAsync(Three() with { Limits = new EmulatorLimits { Gets = 1 } });
        var (first, acme) = (classic.Server.Sites[0], classic.Server.Sites[1]);
        await Name(classic.As(first.People[0].Token), first.Url);

        (await Name(classic.As(first.People[0].Token), first.Url)).ShouldStartWith("503");
        (await classic.As(acme.People[0].Token).GetAsync(new Uri(acme.Url, "account.xml"), Classic.Token).Status()).ShouldBe(200);
    }

    [Fact]
    public async Task TheControlSurface_IsTheAccountsWhoseAddressItIsOrTheOneNamed()
    {
        await using var classic = await Classic.SeededAsync(Three());
        async Task<string?> Account(Uri url)
        {
            var text = await classic.Control().GetStringAsync(url, Classic.Token);
            return System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("account").GetString();
        }

        (await Account(new Uri(classic.Server.Url, "_emulator/"))).ShouldBe("main");
        (await Account(new Uri(classic.Server.Sites[1].Url, "_emulator/"))).ShouldBe("acme");
        (await Account(new Uri(classic.Server.Url, "_emulator/?account=umbra"))).ShouldBe("umbra");
        (await classic.Control().Ask("?account=nobody").Status()).ShouldBe(404);
    }

    [Fact]
    public async Task EveryAccount_OutlivesItsServerInAFolderOfItsOwn()
    {
        string token;
        await using (var classic = await Classic.SeededAsync(Three(_folder.FullName)))
        {
            token = classic.Server.Sites[1].People[0].Token;
            NameThem(classic);
            foreach (var site in classic.Server.Sites) site.Account.Work(account => account.FactsChanged());
        }

        await using var again = await Classic.SeededAsync(Three(_folder.FullName));

        (await Name(again.As(token), again.Server.Url, "acme.localhost")).ShouldBe("acme");
    }

    [Theory]
    [InlineData("main", "Two accounts are named main")]
    [InlineData("a.b", "cannot be named a.b")]
    [InlineData("", "cannot be named")]
    public async Task ANameThatCannotBe_IsExplained(string name, string message) =>
        (await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(
            new EmulatorOptions { Seed = "empty", MoreAccounts = [new SiteOptions { Name = name, Seed = "empty" }] }, Classic.Token))).Message.ShouldContain(message);

    [Fact]
    public async Task AnSslAccount_SendsPlainRequestsToItsSecureAddress()
    {
        await using var classic = await Classic.SeededAsync(new EmulatorOptions { Seed = "empty", Ssl = true });
        using var client = Trusting(classic.Server.CertificatePem!, classic.Server.Token);

        using var answer = await client.GetAsync(new Uri(classic.Server.Sites[0].Doors.Plain, "projects.xml?a=b%20c"), Classic.Token);
        using var write = await client.PostAsync(new Uri(classic.Server.Sites[0].Doors.Plain, "projects.xml"), new StringContent("<project><name>A</name></project>"), Classic.Token);

        classic.Server.Url.Scheme.ShouldBe("https");
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe($"{classic.Server.Url}projects.xml?a=b%20c");
        write.StatusCode.ShouldBe(HttpStatusCode.Found);
        classic.Account.Work(account => account.Projects.Count).ShouldBe(0);
        (await client.GetStringAsync(answer.Headers.Location, Classic.Token)).ShouldContain("<projects type=\"array\"/>");
        (await client.GetStringAsync(new Uri(classic.Server.Url, "account.xml"), Classic.Token)).ShouldContain("<ssl-enabled type=\"boolean\">true</ssl-enabled>");
        (await classic.Control().GetStringAsync("certificate", Classic.Token)).ShouldBe(classic.Server.CertificatePem);
    }

    [Fact]
    public async Task APlainAccount_SendsSecureRequestsToItsPlainAddress()
    {
        await using var classic = await Classic.SeededAsync(new EmulatorOptions { Seed = "empty", SslPort = 0 });
        using var client = Trusting(classic.Server.CertificatePem!, classic.Server.Token);

        using var answer = await client.GetAsync(new Uri(classic.Server.Sites[0].Doors.Secure!, "me.xml"), Classic.Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe($"{classic.Server.Url}me.xml");
    }

    [Fact]
    public async Task TheCertificate_IsKeptWithTheData()
    {
        var options = new EmulatorOptions { Seed = "empty", Ssl = true, DataDirectory = _folder.FullName };
        string first;
        await using (var classic = await Classic.SeededAsync(options)) first = classic.Server.CertificatePem!;

        await using var again = await Classic.SeededAsync(options);

        again.Server.CertificatePem.ShouldBe(first);
    }

    private static HttpClient Trusting(string pem, string token)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = (_, certificate, _, errors) =>
                certificate!.ExportCertificatePem() == pem && (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0,
        };
        var client = new HttpClient(handler);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Tests/1.0");
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{token}:X")));
        return client;
    }
}
