using System.Text.RegularExpressions;

namespace Automator.Host.Configuration;

internal enum SecretKind
{
    Environment,
    File,
    Credential,
}

/// <summary>Where a secret is kept. Never the secret itself, so this may be printed.</summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Name">A variable, an absolute path, or the name of a systemd credential.</param>
/// <param name="Path">Where <c>automator.json</c> names it, for messages.</param>
internal sealed partial record SecretSource(SecretKind Kind, string Name, string Path)
{
    internal const string Forms =
        "\"env:NAME\" for an environment variable, \"file:PATH\" for a file, or \"credential:NAME\" for a systemd credential";

    /// <summary>Messages never repeat the text: a person in a hurry puts the secret itself there.</summary>
    internal static TextShape<SecretSource> Shape { get; } = new(
        $"where the secret is kept: {Forms}",
        TryParse,
        new() { ["pattern"] = "^(env:[A-Za-z_][A-Za-z0-9_]*|file:.+|credential:[A-Za-z0-9._@-]+)$" },
        mayBeShown: false);

    private static bool TryParse(string text, Place place, out SecretSource source)
    {
        source = new(SecretKind.Environment, "", place.Path);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = text[(colon + 1)..];
        switch (colon < 0 ? "" : text[..colon])
        {
            case "env":
                source = source with { Name = name };
                return Variable().IsMatch(name)
                    || place.Wrong("does not name an environment variable after \"env:\". Names are letters, digits and underscores.");
            case "credential":
                source = source with { Kind = SecretKind.Credential, Name = name };
                return (Credential().IsMatch(name) && name is not ("." or ".."))
                    || place.Wrong("does not name a systemd credential after \"credential:\". Names are letters, digits, dots and dashes.");
            case "file":
                var good = FolderText.TryResolve(name, place, out var path);
                source = source with { Kind = SecretKind.File, Name = path };
                return good;
            default:
                return place.Wrong($"holds the secret itself, or names no place. Keep secrets out of this file: write {Forms}.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[A-Za-z0-9._@-]+\z")]
    private static partial Regex Credential();
}
