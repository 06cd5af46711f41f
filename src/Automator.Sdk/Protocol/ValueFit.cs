namespace Automator.Sdk.Protocol;

/// <summary>What a value must have to be read as a type.</summary>
internal enum ValueFit
{
    /// <summary>It was kept by the rule, perhaps by an older version of it: what is not there is left at its default.</summary>
    Kept,

    /// <summary>It comes from another program, which tells more than a rule asks for: nothing the type needs may be missing.</summary>
    Whole,

    /// <summary>A person wrote it for this rule: a member that the type does not have is a mistake too.</summary>
    Exact,
}
