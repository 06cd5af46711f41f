using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Automator.Host.Rules;

/// <summary>Writes types and members of a module as the lock file does: <c>Assembly Type::Member(Parameters) : Type</c>.</summary>
internal sealed class MemberNames(MetadataReader metadata) : ISignatureTypeProvider<string, object?>
{
    /// <summary>Signatures nest without bound only in images no compiler made.</summary>
    internal const int MaximumDepth = 64;

    /// <summary>The assembly and full name of a type reference: <c>System.Collections System.Collections.Generic.List`1</c>.</summary>
    internal string Reference(TypeReferenceHandle handle) => $"{AssemblyOf(handle)} {FullName(handle)}";

    internal string Definition(TypeDefinitionHandle handle) => $"{metadata.GetString(metadata.GetAssemblyDefinition().Name)} {FullName(handle)}";

    internal static string Method(string name, MethodSignature<string> signature)
    {
        var arity = signature.GenericParameterCount > 0 ? $"`{signature.GenericParameterCount}" : "";
        var isStatic = signature.Header.IsInstance ? "" : "static ";
        return $"::{name}{arity}({string.Join(",", signature.ParameterTypes)}) : {isStatic}{signature.ReturnType}";
    }

    /// <summary>A reference to a field does not say whether it is static.</summary>
    internal static string Field(string name, string type, bool isStatic) => $"::{name} : {(isStatic ? "static " : "")}{type}";

    internal string FullName(TypeDefinitionHandle handle, int depth = 0)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
            return Bounded(depth, () => $"{FullName(type.GetDeclaringType(), depth + 1)}/{name}");
        return Join(metadata.GetString(type.Namespace), name);
    }

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetFunctionPointerType(MethodSignature<string> signature) => throw new BadImageFormatException("a function pointer");

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(",", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => $"{unmodifiedType} {(isRequired ? "modreq" : "modopt")}({modifier})";

    public string GetPinnedType(string elementType) => throw new BadImageFormatException("a pinned variable");

    public string GetPointerType(string elementType) => throw new BadImageFormatException("a pointer");

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode == PrimitiveTypeCode.TypedReference
        ? throw new BadImageFormatException("a typed reference")
        : $"System.{typeCode}";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => FullName(handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => FullName(handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        throw new BadImageFormatException("a type specification inside a signature");

    private string FullName(TypeReferenceHandle handle, int depth = 0)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
            return Bounded(depth, () => $"{FullName((TypeReferenceHandle)type.ResolutionScope, depth + 1)}/{name}");
        return Join(metadata.GetString(type.Namespace), name);
    }

    private string AssemblyOf(TypeReferenceHandle handle)
    {
        var scope = metadata.GetTypeReference(handle).ResolutionScope;
        for (var depth = 0; depth < MaximumDepth && scope.Kind == HandleKind.TypeReference; depth++)
            scope = metadata.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        return scope.Kind == HandleKind.AssemblyReference
            ? metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)
            : throw new BadImageFormatException("a reference to a type of no assembly");
    }

    private static string Bounded(int depth, Func<string> name) =>
        depth < MaximumDepth ? name() : throw new BadImageFormatException("types nested too deeply");

    private static string Join(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";
}
