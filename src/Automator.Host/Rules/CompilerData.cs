using System.Reflection;
using System.Reflection.Metadata;
using System.Text.RegularExpressions;

namespace Automator.Host.Rules;

/// <summary>What the compiler itself puts into an image that no rule may: caches for lambdas, and blocks of constant data.</summary>
internal static partial class CompilerData
{
    /// <summary>Delegates without state, made once; as harmless as the constants they are.</summary>
    internal static bool IsLambdaCache(string type) => LambdaCache().IsMatch(type);

    /// <summary>The constants of an array or a switch.</summary>
    internal static bool IsData(MetadataReader metadata, TypeDefinition type) => type.Namespace.IsNil && Data().IsMatch(metadata.GetString(type.Name));

    /// <summary>A type that is nothing but a size, for such constants.</summary>
    internal static bool IsBlock(MetadataReader metadata, TypeDefinition type) =>
        !type.GetDeclaringType().IsNil && IsData(metadata, metadata.GetTypeDefinition(type.GetDeclaringType()))
        && type.GetMethods().Count == 0 && type.GetFields().Count == 0 && type.Attributes.HasFlag(TypeAttributes.Sealed);

    /// <summary>A struct without fields, which C# gives a size of one.</summary>
    internal static bool IsEmpty(MetadataReader metadata, TypeDefinition type) =>
        type.GetLayout() is { Size: 1, PackingSize: 0 }
        && type.GetFields().All(field => metadata.GetFieldDefinition(field).Attributes.HasFlag(FieldAttributes.Static));

    [GeneratedRegex("^<PrivateImplementationDetails>[0-9]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Data();

    [GeneratedRegex("(^|/)<>[cO](__[0-9]+(_[0-9]+)?)?(`[0-9]+)?$|/<[^/]*>O__[0-9]+_[0-9]+(`[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LambdaCache();
}
