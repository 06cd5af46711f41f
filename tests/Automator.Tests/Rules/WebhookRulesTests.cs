using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Rules;

/// <summary>What a rule may say of webhooks: held by the Sdk, and again where a registration comes out of a worker.</summary>
[Collection(nameof(RulesFixture))]
public sealed class WebhookRulesTests(RulesFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Handlers_AreKnownByTheirWebhook()
    {
        var build = await Build("""
            On.Webhook("deploys", () => Task.CompletedTask);
            On.Webhook("other_1", (Deploy deploy) => Task.CompletedTask, new() { Overlap = Overlap.Parallel, AtMost = 3 });
            On.Webhook("deploys", (Dictionary<string, string> words) => Task.CompletedTask);
            On.Webhook("deploys", () => Task.CompletedTask, new() { Name = "mine" });
            record Deploy(string Service);
            """);

        build.Errors.ShouldBeEmpty();
        build.Image!.Manifest.Rule.Handlers.ShouldBe([
            new() { Key = "webhook-deploys", Trigger = Trigger.Webhook, Line = 1, Webhook = "deploys", Overlap = Sdk.Overlap.QueueAll },
            new() { Key = "webhook-other_1", Trigger = Trigger.Webhook, Line = 2, Webhook = "other_1", Takes = "Deploy", Overlap = Sdk.Overlap.Parallel, AtMost = 3 },
            new() { Key = "webhook-deploys-2", Trigger = Trigger.Webhook, Line = 3, Webhook = "deploys", Takes = "Dictionary<string, string>", Overlap = Sdk.Overlap.QueueAll },
            new() { Key = "mine", Name = "mine", Trigger = Trigger.Webhook, Line = 4, Webhook = "deploys", Overlap = Sdk.Overlap.QueueAll },
        ]);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null!")]
    [InlineData("\"a/b\"")]
    [InlineData("\"a b\"")]
    [InlineData("\"ä\"")]
    [InlineData("new string('a', 101)")]
    public async Task NameThatNoAddressCanHave_IsRefusedInWords(string name)
    {
        var build = await Build($"\nOn.Webhook({name}, () => Task.CompletedTask);");

        var error = build.Errors.ShouldHaveSingleItem();
        error.Line.ShouldBe(2);
        error.Message.ShouldContain("A webhook's name is 1 to 100 letters, digits, '-' and '_' of ASCII.");
    }

    [Theory]
    [InlineData(nameof(Trigger.Webhook), "deploys", true)]
    [InlineData(nameof(Trigger.Webhook), null, false)]
    [InlineData(nameof(Trigger.Webhook), "../x", false)]
    [InlineData(nameof(Trigger.Demand), "deploys", false)]
    [InlineData(nameof(Trigger.Demand), null, true)]
    public void Registration_IsTakenOnlyAsTheSdkGivesIt(string trigger, string? webhook, bool isTaken) =>
        (RegistrationCheck.Refusal(new RuleDefinition { Handlers = [new() { Key = "a", Line = 7, Trigger = Enum.Parse<Trigger>(trigger), Webhook = webhook }] }) is null).ShouldBe(isTaken);

    private Task<RuleBuild> Build(string source) => fixture
        .Builder(new ImageCache(_folder["images"], TimeProvider.System))
        .Build(_folder.Path, _folder.Write("rule.csx", source), TestContext.Current.CancellationToken);
}
