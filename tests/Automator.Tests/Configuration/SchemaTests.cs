using System.Text.Json;
using System.Text.Json.Nodes;
using Automator.Host.Configuration;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class SchemaTests
{
    /// <summary>Written out by hand, so that a change of the declaration is seen for what it is: a change for every user.</summary>
    private static readonly string[] Keys =
    [
        "$schema: string",
        "rules: string = \"rules\"",
        "data: string = \"data\"",
        "listen: string = \"127.0.0.1:4460\"",
        "workers: integer = 4",
        "sandbox: string = \"strict\" of [\"strict\",\"process\"]",
        "grace: string = \"20s\"",
        "journal: object = {}",
        "journal.keepRuns: string = \"400d\"",
        "journal.keepBodies: string = \"30d\"",
        "log: object = {}",
        "log.keepSucceeded: string = \"90d\"",
        "log.keepFailed: string = \"365d\"",
        "accounts: object, required",
        "accounts.NAME.url: string, required",
        "accounts.NAME.token: string",
        "accounts.NAME.user: string",
        "accounts.NAME.password: string",
        "accounts.NAME.oauth: object",
        "accounts.NAME.oauth.clientId: string, required",
        "accounts.NAME.oauth.clientSecret: string, required",
        "accounts.NAME.oauth.server: string = \"https://launchpad.37signals.com\"",
        "accounts.NAME.oauth.redirectPort: integer = 4462",
        "accounts.NAME.zone: string",
        "accounts.NAME.holidays: array = []",
        "accounts.NAME.userAgent: string",
        "accounts.NAME.poll: string",
        "accounts.NAME.timeout: string = \"30s\"",
        "accounts.NAME.limits: object = {}",
        "accounts.NAME.limits.reads: integer = 500",
        "accounts.NAME.limits.writes: integer = 100",
        "accounts.NAME.only: array",
        "accounts.NAME.except: array",
        "accounts.NAME.rules: object = {}",
        "accounts.NAME.rules.NAME.weight: number = 1",
        "accounts.NAME.rules.NAME.reads: integer",
        "accounts.NAME.rules.NAME.writes: integer",
        "accounts.NAME.rules.NAME.effectsAnHour: integer = 2000",
        "accounts.NAME.rules.NAME.settings: object = {}",
        "accounts.NAME.hooks: object = {}",
        "accounts.NAME.hooks.NAME.secret: string, required",
        "accounts.NAME.hooks.NAME.maxBytes: integer = 262144",
        "accounts.NAME.emulator: object",
        "accounts.NAME.emulator.port: integer = 4461",
        "accounts.NAME.emulator.seed: string = \"demo\"",
        "accounts.NAME.emulator.limits: string = \"documented\" of [\"documented\",\"off\"]",
    ];

    [Fact]
    public void FileOfTheRepository_IsTheDeclaration()
    {
        var made = Path.Combine(AppContext.BaseDirectory, ConfigurationSchema.FileName);
        File.WriteAllText(made, ConfigurationSchema.Text());

        // By lines: the words of a failure then show those that differ, not the whole file.
        var kept = File.ReadAllText(Path.Combine(Some.Repository(), ConfigurationSchema.FileName));
        Parts(kept).Except(Parts(ConfigurationSchema.Text())).ShouldBeEmpty($"Copy {made} over the schema in the repository.");
        (kept == ConfigurationSchema.Text()).ShouldBeTrue($"Copy {made} over the schema in the repository.");

        static string[] Parts(string text) => text.Split('\n');
    }

    [Fact]
    public void Keys_AreThose() =>
        SchemaKey.All().Select(key => key.ToString()).ShouldBe(Keys);

    [Fact]
    public void Keys_AreDescribed() =>
        SchemaKey.All().ShouldAllBe(key => key.Description.Length > 20);

    [Fact]
    public void Objects_TakeNoOtherKeys() =>
        Objects(ConfigurationSchema.Node()).ShouldAllBe(node => node["additionalProperties"]!.GetValueKind() != JsonValueKind.True);

    private static IEnumerable<JsonObject> Objects(JsonNode? node)
    {
        if (node is not JsonObject parent)
            return [];
        IEnumerable<JsonObject> self = parent["type"] is JsonValue type && type.ToString() == "object" ? [parent] : [];
        return self.Concat(parent.SelectMany(pair => Objects(pair.Value)));
    }
}
