using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// Values that whoever runs the host gives the rule, other ones on each account: in <c>automator.json</c> under
/// <c>accounts.ACCOUNT.rules.RULE.settings</c>. Read when the host starts. Costs no requests. Not to be used at the top level,
/// which is the same for all accounts.
/// </summary>
/// <remarks>
/// Numbers, true and false, texts, and lists and objects of these, read as the type that is asked for: dates as
/// <c>"2026-11-24"</c>, times of day as <c>"09:30"</c>, instants as <c>"2026-11-24T09:30:00Z"</c> (UTC where no offset is written), durations as <c>"30d"</c>, <c>"12h"</c>, <c>"5m"</c>, <c>"30s"</c> or
/// <c>"00:30:00"</c>, objects as records or dictionaries by text.
/// </remarks>
public static class Settings
{
    /// <summary>Whether a value is set.</summary>
    /// <param name="name">As it is written, upper and lower case included.</param>
    public static bool Has(string name) => Facts().Settings.ContainsKey(Required.Key(name));

    /// <summary>Reads a value that must be set.</summary>
    /// <param name="name">As it is written, upper and lower case included.</param>
    /// <exception cref="InvalidOperationException">It is not set, or is of another type; the message says where to write it.</exception>
    public static T Get<T>(string name)
    {
        var facts = Facts();
        return facts.Settings.TryGetValue(Required.Key(name), out var json)
            ? Read<T>(facts, name, json)
            : throw new InvalidOperationException($"The setting '{name}' is missing. Write it in automator.json at {Place(facts, name)}.");
    }

    /// <summary>Reads a value, or takes another where none is set.</summary>
    /// <param name="name">As it is written, upper and lower case included.</param>
    /// <param name="otherwise">What holds where it is not set.</param>
    /// <exception cref="InvalidOperationException">It is of another type; the message says where it is written.</exception>
    public static T Get<T>(string name, T otherwise)
    {
        var facts = Facts();
        return facts.Settings.TryGetValue(Required.Key(name), out var json) ? Read<T>(facts, name, json) : otherwise;
    }

    private static RunFacts Facts() => Ambient.Running(nameof(Settings)).Facts;

    private static T Read<T>(RunFacts facts, string name, System.Text.Json.JsonElement json)
    {
        try
        {
            return ValueCodec.Read<T>(json)!;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new InvalidOperationException($"The setting '{name}' cannot be read as {typeof(T).Name}: {ValueCodec.Shortened(json)}. It is in automator.json at {Place(facts, name)}.", e);
        }
    }

    private static string Place(RunFacts facts, string name) => $"accounts.{facts.Account}.rules[\"{facts.Rule}\"].settings[\"{name}\"]";
}
