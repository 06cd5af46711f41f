namespace Automator.Sdk.Protocol;

/// <summary>One of the closed set of records that a base record can be, and its name on the wire.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class VariantAttribute(Type type, string name) : Attribute
{
    internal Type Type { get; } = type;

    internal string Name { get; } = name;
}
