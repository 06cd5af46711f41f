using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

/// <summary>The keys of one rule on one account.</summary>
internal static class RuleKeys
{
    private static readonly Key<double> Weight = new(
        "weight",
        new FractionShape(0.01, 100),
        "How much of the account's requests the rule gets beside the others where there is not enough for all: 2 is twice as much as 1.")
    { Default = 1 };

    private static readonly Key<int> Reads = new(
        "reads",
        new NumberShape(1, LimitKeys.AtMost),
        "GET requests in any 10 seconds that all runs of the rule together may make. Left out, only the account's limit holds.");

    private static readonly Key<int> Writes = new(
        "writes",
        new NumberShape(1, LimitKeys.AtMost),
        "Requests of every other method in any 10 seconds that all runs of the rule together may make. Left out, only the account's limit holds.");

    private static readonly Key<int> EffectsAnHour = new(
        "effectsAnHour",
        new NumberShape(1, 1_000_000),
        "How often all runs of the rule together may change the account within an hour. The rule is paused before it changes more.")
    { Default = RuleOptions.Default.EffectsAnHour };

    private static readonly Key<IReadOnlyDictionary<string, JsonElement>> Settings = new(
        "settings",
        new SettingsShape(),
        "Values that the rule reads with Settings.Get: texts, numbers, true and false, and lists and objects of these. No place for secrets: a rule can log what it reads.")
    { Default = new JsonObject() };

    internal static ObjectShape<RuleOptions> Shape { get; } = new([Weight, Reads, Writes, EffectsAnHour, Settings], (values, _) => new RuleOptions
    {
        Weight = values.Get(Weight),
        Reads = values.TryGet(Reads, out var reads) ? reads : null,
        Writes = values.TryGet(Writes, out var writes) ? writes : null,
        EffectsAnHour = values.Get(EffectsAnHour),
        Settings = values.Get(Settings),
    });
}

/// <summary>What each rule is given, by the rule's name.</summary>
internal sealed class RulesShape : Shape<IReadOnlyDictionary<string, RuleOptions>>
{
    private const string Example = "{ \"close-stale-todos\": { \"settings\": { \"days\": 30 } } }";

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, RuleOptions> value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Object)
            return place.Wrong($"is {JsonText.Kind(json)}, but must be an object of rules by name: {Example}.");
        var errors = place.Reading.Errors.Count;
        var rules = new Dictionary<string, RuleOptions>(StringComparer.Ordinal);
        foreach (var (name, element) in ObjectShape<RuleOptions>.Properties(json, place))
        {
            var at = place.Of(name);
            if (RuleNameText.Check(name, at) && name.Contains('*'))
                at.Wrong("stands for several rules, and each has values of its own. Name one rule.");
            if (RuleKeys.Shape.TryRead(element, at, out var options))
                rules.Add(name, options);
        }

        value = rules.Count > 0 ? rules : RuleOptions.OfNone;
        return place.Reading.Errors.Count == errors;
    }

    internal override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = @"^[^*\\]{1,200}$" },
        ["additionalProperties"] = RuleKeys.Shape.Schema(),
    };
}

/// <summary>Values by names of the rule's own choosing.</summary>
internal sealed class SettingsShape : Shape<IReadOnlyDictionary<string, JsonElement>>
{
    private const int LongestName = 200;

    /// <summary>They travel with every run.</summary>
    private const int AtMost = 64 * 1024;

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, JsonElement> value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Object)
            return place.Wrong($"is {JsonText.Kind(json)}, but must be an object of values by name: {{ \"days\": 30 }}.");
        var errors = place.Reading.Errors.Count;
        var settings = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, element) in ObjectShape<RuleOptions>.Properties(json, place))
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
                place.Of(name).Wrong($"is no name for a setting. Use 1 to {LongestName} characters.");
            else if (element.ValueKind == JsonValueKind.Null)
                place.Of(name).Wrong("is null. Give it a value or leave it out.");
            else
                settings.Add(name, element.Clone());
        }

        if (json.GetRawText().Length > AtMost)
            place.Wrong($"is larger than {AtMost / 1024} KB. Keep less here.");
        value = settings.Count > 0 ? settings : RuleOptions.NoSettings;
        return place.Reading.Errors.Count == errors;
    }

    internal override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject { ["not"] = new JsonObject { ["type"] = "null" } },
    };
}
