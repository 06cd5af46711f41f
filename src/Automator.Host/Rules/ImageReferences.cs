using System.Reflection.Metadata;

namespace Automator.Host.Rules;

/// <summary>What an image refers to outside itself, in the notation of the lock file.</summary>
internal sealed class ImageReferences(MetadataReader metadata)
{
    private readonly MemberNames _names = new(metadata);

    internal IEnumerable<string> Types() => metadata.TypeReferences.Select(_names.Reference);

    /// <summary>
    /// The names a reference may stand for (a reference to a field does not say whether it is static); null where it
    /// refers into the image itself.
    /// </summary>
    internal string[]? Member(MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        var name = metadata.GetString(member.Name);
        var isField = member.GetKind() == MemberReferenceKind.Field;
        var method = isField ? default : member.DecodeMethodSignature(_names, null);
        if (!isField && method.Header.CallingConvention != SignatureCallingConvention.Default)
            throw new BadImageFormatException($"{name} is called with a variable number of arguments");
        if (OwnerOf(member.Parent, name) is not { } owner)
            return null;
        if (!isField)
            return [owner + MemberNames.Method(name, method)];
        var type = member.DecodeFieldSignature(_names, null);
        return [owner + MemberNames.Field(name, type, isStatic: false), owner + MemberNames.Field(name, type, isStatic: true)];
    }

    /// <summary>All lines of the lock file, and of the Sdk's surface, the image's members stand for.</summary>
    internal IEnumerable<string> Members() => metadata.MemberReferences.SelectMany(handle => Member(handle) ?? []);

    private string? OwnerOf(EntityHandle parent, string member) => parent.Kind switch
    {
        HandleKind.TypeReference => _names.Reference((TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => OwnerOf(metadata.GetTypeSpecification((TypeSpecificationHandle)parent), member),
        HandleKind.TypeDefinition => null,
        _ => throw new BadImageFormatException($"{member} belongs to a {parent.Kind}"),
    };

    /// <summary>Of a generic type the definition counts; an array of several dimensions has four members of its own.</summary>
    private string? OwnerOf(TypeSpecification specification, string member)
    {
        var reader = metadata.GetBlobReader(specification.Signature);
        var code = reader.ReadSignatureTypeCode();
        if (code == SignatureTypeCode.Array)
            return member is "Get" or "Set" or "Address" or ".ctor" ? null : throw new BadImageFormatException($"{member} belongs to an array");
        if (code != SignatureTypeCode.GenericTypeInstance)
            throw new BadImageFormatException($"{member} belongs to a {code}");

        reader.ReadSignatureTypeCode();
        var definition = reader.ReadTypeHandle();
        return definition.Kind == HandleKind.TypeReference ? _names.Reference((TypeReferenceHandle)definition) : null;
    }
}
