using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Automator.Host.Rules;

/// <summary>
/// Members that are there because the compiler calls them in what it writes itself. Nothing else in an image may: hash codes
/// differ from process to process, and so would a rule that sees one.
/// </summary>
internal sealed class CompilerDuties(MetadataReader metadata)
{
    /// <summary>By member, the ends of the names of the methods that may name it.</summary>
    private static readonly Dictionary<string, string[]> Duties = new(StringComparer.Ordinal)
    {
        ["GetHashCode"] = ["GetHashCode"],
        ["get_CurrentManagedThreadId"] = [".ctor", "GetEnumerator", "GetAsyncEnumerator"],
        ["CreateLinkedTokenSource"] = ["GetAsyncEnumerator"],
    };

    /// <summary>The member a method may not name, or null.</summary>
    internal string? Breach(string method, EntityHandle named)
    {
        var name = NameOf(named);
        return name is not null && Duties.TryGetValue(name, out var places) && !places.Any(place => method.EndsWith(place, StringComparison.Ordinal)) ? name : null;
    }

    private string? NameOf(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.MemberReference => metadata.GetString(metadata.GetMemberReference((MemberReferenceHandle)handle).Name),
        HandleKind.MethodDefinition => metadata.GetString(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).Name),
        HandleKind.MethodSpecification => NameOf(metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method),
        _ => null,
    };
}
