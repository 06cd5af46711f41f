using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>
/// What a rule can do, read from the Sdk members its image names. The broker refuses every other operation, so nobody has
/// to write a list of permissions.
/// </summary>
internal sealed record RuleAbilities
{
    internal const string OnlyIn = "only in";

    /// <summary>What every rule can: it reaches nothing but the rule's own values and time.</summary>
    private static readonly string[] Always = ["state.read", "state.write", "clock.delay"];

    /// <summary>Names of operations on the wire, sorted.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>The effects in words, as in "completes to-dos, comments"; empty for a rule that only reads.</summary>
    public IReadOnlyList<string> Words => [.. AbilityWords.Of(Operations)];

    /// <summary>The same for a rule that keeps itself to less.</summary>
    internal IReadOnlyList<string> WordsWithin(RuleScope only) =>
    [
        .. AbilityWords.Of([.. Operations.Where(operation => only.Kinds.Count == 0 || AbilityWords.KindOf(operation) is { } kind && only.Kinds.Contains(kind))]),
        .. only.Projects.Select(project => $"{OnlyIn} {project}"),
    ];

    internal bool Allows(string operation) => Operations.Contains(operation);

    /// <param name="dll">An image that has passed the <see cref="ImageGate"/>.</param>
    internal static RuleAbilities Of(byte[] dll)
    {
        using var image = new PEReader(new MemoryStream(dll, writable: false));
        var used = new ImageReferences(image.GetMetadataReader()).Members()
            .SelectMany(member => SdkSurface.Members.GetValueOrDefault(member, []));
        return new RuleAbilities { Operations = [.. used.Concat(Always).Distinct().Order(StringComparer.Ordinal)] };
    }
}
