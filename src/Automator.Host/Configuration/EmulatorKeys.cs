using System.Text.Json;
using System.Text.Json.Nodes;

namespace Automator.Host.Configuration;

internal sealed record EmulatorSection(int Port, string Seed, bool EnforcesLimits);

/// <summary>The keys of an account's <c>emulator</c>.</summary>
internal static class EmulatorKeys
{
    private const string Seeds = "\"demo\", \"empty\", \"generated\" or the path of a .json file";

    private static readonly Key<int> Port = new(
        "port",
        new NumberShape(0, 65535),
        "The port at which the account answers on this machine; 0 takes any free one.")
    { Default = 4461 };

    private static readonly Key<string> Seed = new(
        "seed",
        new TextShape<string>(Seeds, TryParseSeed, new() { ["pattern"] = @"^(demo|empty|generated(:.*)?|.*\.json)$" }),
        "What the account starts with: \"demo\" (a company at work), \"empty\", \"generated\" (many records, for load), or the path of a .json file. Read only when there is no account yet.")
    { Default = "demo" };

    private static readonly Key<bool> Limits = new(
        "limits",
        new TextShape<bool>("\"documented\" or \"off\"", TryParseLimits, new() { ["enum"] = new JsonArray("documented", "off") }),
        "\"documented\" refuses requests past the limits Basecamp documents; \"off\" counts them and refuses none.")
    { Default = "documented" };

    internal static ObjectShape<EmulatorSection> Shape { get; } =
        new([Port, Seed, Limits], (values, _) => new(values.Get(Port), values.Get(Seed), values.Get(Limits)));

    internal static EmulatorSection LeftOut(Place place) =>
        Shape.TryRead(JsonSerializer.SerializeToElement(new JsonObject()), place, out var section)
            ? section
            : throw new InvalidOperationException("The defaults of \"emulator\" do not hold.");

    private static bool TryParseSeed(string text, Place place, out string value)
    {
        value = text;
        if (text is "demo" or "empty" or "generated" || text.StartsWith("generated:", StringComparison.Ordinal))
            return true;
        return text.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? FolderText.TryResolve(text, place, out value)
            : place.Wrong($"is {Quoted.Text(text)}, but must be {Seeds}.{Nearest.Question(text, ["demo", "empty", "generated"])}");
    }

    private static bool TryParseLimits(string text, Place place, out bool enforced)
    {
        enforced = text == "documented";
        return enforced || text == "off"
            || place.Wrong($"is {Quoted.Text(text)}, but must be \"documented\" or \"off\".{Nearest.Question(text, ["documented", "off"])}");
    }
}
