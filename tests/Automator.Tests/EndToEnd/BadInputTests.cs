using System.Net;
using System.Net.Sockets;
using Automator.Emulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Automator.Tests.EndToEnd;

/// <summary>What a person gets wrong gets a clear error, the right exit code, and loses nothing.</summary>
public sealed class BadInputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WrongConfiguration_NamesEverythingAtOnceAndExitsWith78()
    {
        using var place = new Workplace();
        place.Write("automator.json", """{ "workers": 0, "grase": "1s", "accounts": { "demo": { "url": "emulater" } } }""");

        var (code, said) = await Serve(place);

        code.ShouldBe(78);
        said.ShouldContain("$.workers");
        said.ShouldContain("$.grase");
        said.ShouldContain("$.accounts.demo.url");
    }

    [Theory]
    [InlineData("{ \"accounts\": ", "line 1")]
    [InlineData("", "is empty")]
    [InlineData("[]", "object")]
    public async Task MalformedConfiguration_SaysWhere(string text, string expected)
    {
        using var place = new Workplace();
        place.Write("automator.json", text);

        var (code, said) = await Serve(place);

        code.ShouldBe(78);
        said.ShouldContain(expected);
    }

    [Fact]
    public async Task MissingConfiguration_SaysWhatIsEnough()
    {
        using var place = new Workplace();
        File.Delete(place.Config);

        var (code, said) = await Serve(place);

        code.ShouldBe(78);
        said.ShouldContain("does not exist");
        said.ShouldContain("\"emulator\"");
    }

    [Fact]
    public async Task MissingRulesFolder_IsNamed()
    {
        using var place = new Workplace();
        Directory.Delete(place.Rules);

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain($"The rules folder {place.Rules} does not exist");
    }

    [Fact]
    public async Task RulesFolderThatIsAFile_IsNamed()
    {
        using var place = new Workplace();
        Directory.Delete(place.Rules);
        place.Write("rules", "");

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain("is a file");
    }

    [Fact]
    public async Task PortInUse_IsNamedWithWhatToDo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var place = new Workplace();
        place.Write("automator.json", $$"""{ "listen": "127.0.0.1:{{port}}", "accounts": { "demo": { "url": "emulator", "emulator": { "port": 0 } } } }""");

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain($"127.0.0.1:{port} is in use");
        said.ShouldContain("\"listen\"");
    }

    [Fact]
    public async Task EmulatorsPortInUse_IsNamedWithWhatToDo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var place = new Workplace();
        place.Write("automator.json", $$"""{ "listen": "127.0.0.1:0", "accounts": { "demo": { "url": "emulator", "emulator": { "port": {{port}} } } } }""");

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain($"Port {port}");
        said.ShouldContain("in use");
    }

    [Fact]
    public async Task DataFolderThatIsAFile_IsNamed()
    {
        using var place = new Workplace();
        place.Write("data", "not a folder");

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain($"The data folder {place.Data} cannot be written");
    }

    [Fact]
    public async Task DamagedJournal_IsNamedAndLeftAsItIs()
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place.Data);
        place.Write("data/journal.db", "this is no database, but somebody's notes");

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain("journal.db");
        (await File.ReadAllTextAsync(place.At("data/journal.db"), Cancellation)).ShouldBe("this is no database, but somebody's notes");
    }

    [Fact]
    public async Task SecondHostOnTheSameData_IsRefusedAndTheFirstGoesOn()
    {
        using var place = new Workplace();
        await using var first = await HostProcess.Serve(place);

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain("Another process works on the data folder");
        using var account = Workplace.Client(first.EmulatorUrl, first.Token);
        (await account.GetAsync("projects.xml", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task EmbeddedAccountMadeAnewUnderAJournal_IsAClearError()
    {
        using var place = new Workplace();
        await using (var host = await HostProcess.Serve(place))
            (await host.Signal("TERM")).ShouldBe(0);
        Directory.Delete(place.At("data/emulator-demo"), recursive: true);

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain("another one than this journal was kept for");
        said.ShouldContain("incarnation");
    }

    [Fact]
    public async Task RefusedToken_IsSaidWithoutTheToken()
    {
        await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions(), Cancellation);
        using var place = new Workplace();
        place.Write("token", "0123456789abcdef-wrong");
        place.Write("automator.json", Account(emulator.Url));

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain("token");
        said.ShouldContain("main");
        said.ShouldNotContain("0123456789abcdef-wrong");
    }

    [Fact]
    public async Task AccountThatAnswersHtml_IsSaidSo()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var web = builder.Build();
        web.Run(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<!doctype html><html><body>Welcome to our shop</body></html>", Cancellation);
        });
        await web.StartAsync(Cancellation);
        var url = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var place = new Workplace();
        place.Write("token", "some-token-or-other");
        place.Write("automator.json", Account(url));

        var (code, said) = await Serve(place);

        code.ShouldBe(1);
        said.ShouldContain("HTML");
    }

    /// <summary>Whatever a person types: each command says the address that is right, and that the configuration is wrong.</summary>
    [Theory]
    [InlineData(true, "serve")]
    [InlineData(false, "serve")]
    [InlineData(true, "run", "touch")]
    [InlineData(false, "run", "touch", "--dry-run")]
    public async Task WrongScheme_NamesTheRightAddressAndExitsWith78(bool overHttps, params string[] command)
    {
        await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Ssl = overHttps, SslPort = 0, Seed = "empty" }, Cancellation);
        var doors = emulator.Sites[0].Doors;
        var (wrong, right) = overHttps ? (doors.Plain, doors.Secure!) : (doors.Secure!, doors.Plain);
        using var place = new Workplace();
        place.Write("token", emulator.Token);
        place.Write("automator.json", Account(wrong));
        place.Write("certificate.pem", emulator.CertificatePem!);
        place.Rule("touch", "On.Demand(async () => await Basecamp.CreateProject(\"New\"));");

        await using var host = HostProcess.Start(place, new() { ["SSL_CERT_FILE"] = place.At("certificate.pem") }, command);
        var code = await host.Exit();

        code.ShouldBe(78, host.Output);
        host.Output.ShouldContain($"{Authority(wrong)} answers over {right.Scheme} alone: the url of 'main' in automator.json should be {Authority(right)} (status 302).");
        host.Output.ShouldNotContain(emulator.Token);
        emulator.Account.Projects.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnsetSecret_IsNamedByItsPlaceInTheFile()
    {
        using var place = new Workplace();
        place.Write("automator.json", """{ "accounts": { "main": { "url": "https://example.basecamphq.com", "token": "env:AUTOMATOR_NO_SUCH_VARIABLE", "userAgent": "Test (t@example.com)" } } }""");

        var (code, said) = await Serve(place);

        code.ShouldBe(78);
        said.ShouldContain("$.accounts.main.token");
        said.ShouldContain("AUTOMATOR_NO_SUCH_VARIABLE");
    }

    [Fact]
    public async Task UnknownVerb_IsWrongUsage()
    {
        using var place = new Workplace();
        await using var host = HostProcess.Start(place, "serv");

        (await host.Exit()).ShouldBe(2);
        host.Output.ShouldContain("serv");
    }

    private static string Account(Uri url) => $$"""
        { "listen": "127.0.0.1:0", "accounts": { "main": { "url": "{{url.GetLeftPart(UriPartial.Authority)}}", "token": "file:token", "userAgent": "Test (t@example.com)" } } }
        """;

    private static string Authority(Uri url) => url.GetLeftPart(UriPartial.Authority);

    private static async Task<(int Code, string Said)> Serve(Workplace place)
    {
        await using var host = HostProcess.Start(place, "serve");
        var code = await host.Exit();
        return (code, host.Output);
    }
}
