namespace Automator.Host;

/// <summary>A rule's path below the rules folder, with forward slashes and without <c>.csx</c>.</summary>
internal readonly record struct RuleName(string Value)
{
    public override string ToString() => Value;
}
