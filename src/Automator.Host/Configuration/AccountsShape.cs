using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Automator.Host.Configuration;

/// <summary>Accounts by the names their owner gives them.</summary>
internal sealed partial class AccountsShape(ObjectShape<AccountOptions> account) : Shape<IReadOnlyList<AccountOptions>>
{
    internal const string Example = "\"accounts\": { \"demo\": { \"url\": \"emulator\" } }";

    internal override bool TryRead(JsonElement json, Place place, [MaybeNullWhen(false)] out IReadOnlyList<AccountOptions> value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Object)
            return place.Wrong($"is {JsonText.Kind(json)}, but must be an object of accounts by name: {Example}.");

        var errors = place.Reading.Errors.Count;
        var names = new List<string>();
        var accounts = new List<AccountOptions>();
        foreach (var (name, element) in ObjectShape<AccountOptions>.Properties(json, place))
        {
            names.Add(name);
            var at = place.Of(name);
            if (!Name().IsMatch(name))
                at.Wrong("is no name for an account. Use letters, digits and dashes, at most 40, a letter or digit first.");
            if (account.TryRead(element, at, out var options))
                accounts.Add(options);
        }

        if (names.Count == 0)
            place.Wrong($"names no account. Name one: {Example}.");
        if (names.Count > 1)
            place.Wrong($"names {names.Count} accounts, but a host serves exactly one for now. Keep one, and give each other one a folder, an automator.json and a host of its own.");
        value = accounts;
        return place.Reading.Errors.Count == errors;
    }

    internal override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,39}$" },
        ["minProperties"] = 1,
        ["maxProperties"] = 1,
        ["additionalProperties"] = account.Schema(),
    };

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,39}\z")]
    private static partial Regex Name();
}
