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
        CheckApart(accounts, place);
        value = accounts;
        return place.Reading.Errors.Count == errors;
    }

    internal override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z0-9][A-Za-z0-9-]{0,39}$" },
        ["minProperties"] = 1,
        ["additionalProperties"] = account.Schema(),
    };

    /// <summary>One account under two names would be asked for twice what it allows.</summary>
    private static void CheckApart(List<AccountOptions> accounts, Place place)
    {
        foreach (var same in accounts.OfType<BasecampAccountOptions>().GroupBy(account => AccountAddress.ServerOf(account.Url)))
        {
            foreach (var other in same.Skip(1))
                place.Of(other.Name).Of("url").Wrong($"is the address of the account {Quoted.Text(same.First().Name)} too. Name each account once.");
        }

        foreach (var same in accounts.OfType<EmulatorAccountOptions>().Where(account => account.Port != 0).GroupBy(account => account.Port))
        {
            foreach (var other in same.Skip(1))
                place.Of(other.Name).Of("emulator").Of("port").Wrong($"is {same.Key}, the port of the account {Quoted.Text(same.First().Name)} too. Give one of them another; 0 takes any free one.");
        }

        foreach (var same in accounts.GroupBy(account => account.Name, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var other in same.Skip(1))
                place.Of(other.Name).Wrong($"differs from {Quoted.Text(same.First().Name)} only in the case of letters, and both keep files by their names. Give one another name.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,39}\z")]
    private static partial Regex Name();
}
