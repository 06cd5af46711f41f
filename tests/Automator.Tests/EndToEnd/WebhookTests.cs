using System.Net;
using System.Text;
using System.Text.Json;
using Automator.Host.Configuration;

namespace Automator.Tests.EndToEnd;

/// <summary>A webhook of a host as people run it: called by another program, over a pause and a kill of the host.</summary>
public sealed class WebhookTests
{
    private const string Secret = "the-secret-of-the-webhook-deploys";

    private const string Rule = """
        On.Webhook("deploys", async (Deploy deploy) => { Log.Info($"{deploy.Service} is out"); });
        On.Webhook("nobody", () => Task.CompletedTask);
        record Deploy(string Service);
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallThatWasAccepted_RunsOnce_AlsoWhereTheHostIsKilledBeforeIt()
    {
        using var place = Place();
        await using (var host = await HostProcess.Serve(place))
        {
            (await Command(place, "rules")).Output.ShouldContain("webhook-deploys: webhook deploys");
            (await Command(place, "rules", "pause", "hears")).Code.ShouldBe(0);
            (await Call(place, """{"service":"shop"}""", "one")).ShouldBe(HttpStatusCode.Accepted);
            (await Command(place, "why", "hears")).Output.ShouldContain("waits");
            await host.KillHard();
            host.Output.ShouldNotContain("hears run");
            host.Output.ShouldNotContain(Secret);
        }

        await using (var host = await HostProcess.Serve(place))
        {
            (await Call(place, """{"service":"shop"}""", "one")).ShouldBe(HttpStatusCode.Accepted);
            (await Command(place, "rules", "resume", "hears")).Code.ShouldBe(0);
            await host.Line("hears run .* succeeded");
            (await Call(place, """{"service":"site"}""", "two")).ShouldBe(HttpStatusCode.Accepted);
            await host.Line("hears run .* succeeded");
            (await Call(place, """{"service":"shop"}""", "one")).ShouldBe(HttpStatusCode.Accepted);
            (await Call(place, """{"service":7}""", "three")).ShouldBe(HttpStatusCode.Accepted, "what it takes only the rule knows");
            await host.Line("hears run .* ended as Failed: .* The value is no Deploy");

            var runs = JsonDocument.Parse((await Command(place, "runs", "--json")).Output).RootElement.EnumerateArray()
                .Select(run => $"{run.GetProperty("handler")} {run.GetProperty("trigger")} {run.GetProperty("status")}");
            runs.ShouldBe(["webhook-deploys Webhook Failed", "webhook-deploys Webhook Succeeded", "webhook-deploys Webhook Succeeded"]);
            (await Command(place, "why", "hears")).Output.ShouldContain("Nobody can call its webhook 'nobody' on 'demo': write it under \"hooks\" of the account in automator.json.");
            host.Output.ShouldNotContain(Secret);
        }

        foreach (var file in Directory.EnumerateFiles(place.Data, "*", SearchOption.AllDirectories))
            (await File.ReadAllBytesAsync(file, Cancellation)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)).ShouldBe(-1, file);
    }

    [Fact]
    public async Task Person_TriesTheRuleWithoutTheWebhook()
    {
        using var place = Place();
        File.Delete(place.At("deploys.secret")); // It is the host's: a command needs none.
        place.Write("call.json", """{"service":"shop"}""");

        (await Command(place, "run", "hears", "--handler", "webhook-deploys", "--payload", place.At("call.json"))).Output.ShouldContain("shop is out");
        (await Command(place, "run", "hears", "--handler", "webhook-deploys")).Error.ShouldContain("The handler 'webhook-deploys' receives a value of type Deploy. Give one with --payload FILE.");

        await using var host = HostProcess.Start(place, "serve");
        (await host.Exit()).ShouldBe(ConfigurationResult.InvalidExitCode);
        host.Output.ShouldContain($"automator.json: $.accounts.demo.hooks.deploys.secret: The file {place.At("deploys.secret")} does not exist. Write the secret into it.");
    }

    private static Workplace Place()
    {
        var place = new Workplace("empty");
        place.Write("automator.json", """
            {
              "listen": "127.0.0.1:0",
              "accounts": { "demo": { "url": "emulator", "emulator": { "port": 0, "seed": "empty" }, "hooks": { "deploys": { "secret": "file:deploys.secret" } } } }
            }
            """);
        place.Write("deploys.secret", Secret);
        place.Rule("hears", Rule);
        return place;
    }

    private static async Task<HttpStatusCode> Call(Workplace place, string body, string key)
    {
        using var http = new HttpClient { BaseAddress = DataFolder.RunningHost(place.Data)!.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "hooks/demo/deploys") { Content = new StringContent(body) };
        request.Headers.Add("Authorization", $"Bearer {Secret}");
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private static Task<(int Code, string Output, string Error)> Command(Workplace place, params string[] arguments) => HostCommand.Run(place, arguments);
}
