namespace Automator.Sdk.Protocol;

/// <summary>
/// Says which operation a public member performs. What a rule can do is read from the members its image names, so a
/// member without it cannot reach the broker.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = true)]
internal sealed class UsesAttribute<TOperation> : Attribute where TOperation : Operation;
