using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Automator.Host.Rules;

/// <summary>
/// Looks at the exact bytes a worker would load, and trusts nothing that made them: every reference is in the lock file or
/// the Sdk's public surface, and nothing in the image runs without being called.
/// </summary>
internal sealed class ImageGate
{
    private const int MaximumLength = 4 * 1024 * 1024;

    private const MethodImplAttributes AllowedImplementation =
        MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveInlining | MethodImplAttributes.Runtime
        // The accessors of an event, where rules have no Interlocked.
        | MethodImplAttributes.Synchronized;

    private readonly MetadataReader _metadata;
    private readonly MemberNames _names;
    private readonly ImageReferences _references;
    private readonly DeclarationCheck _declarations;
    private readonly CompilerDuties _duties;
    private readonly SortedSet<string> _refusals = new(StringComparer.Ordinal);

    private ImageGate(MetadataReader metadata)
    {
        _metadata = metadata;
        _names = new MemberNames(metadata);
        _references = new ImageReferences(metadata);
        _declarations = new DeclarationCheck(metadata, Refuse);
        _duties = new CompilerDuties(metadata);
    }

    /// <summary>Why the image may not be loaded, in words; empty when it may.</summary>
    internal static IReadOnlyList<string> Refusals(byte[] dll)
    {
        if (dll.Length > MaximumLength)
            return [$"The image has {dll.Length:N0} bytes; at most {MaximumLength:N0} are taken."];
        try
        {
            using var image = new PEReader(new MemoryStream(dll, writable: false));
            if (!image.HasMetadata || !image.PEHeaders.IsDll)
                return ["The image is no .NET library."];
            var gate = new ImageGate(image.GetMetadataReader(MetadataReaderOptions.None));
            gate.CheckHeaders(image.PEHeaders);
            gate.CheckModule();
            gate.CheckReferences();
            gate.CheckTypes(image);
            return [.. gate._refusals];
        }
        // Malformed metadata shows itself in any of these.
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IOException or InvalidCastException)
        {
            return [$"The image is malformed: {e.Message}"];
        }
    }

    private void CheckHeaders(PEHeaders headers)
    {
        var cor = headers.CorHeader!;
        if (cor.Flags.HasFlag(CorFlags.NativeEntryPoint) || !cor.Flags.HasFlag(CorFlags.ILOnly) || cor.ManagedNativeHeaderDirectory.Size != 0)
            Refuse("It contains native code.");
        if (cor.VtableFixupsDirectory.Size != 0 || cor.ExportAddressTableJumpsDirectory.Size != 0)
            Refuse("It contains native entry points.");
        if (cor.ResourcesDirectory.Size != 0)
            Refuse("It contains resources.");
        if (headers.PEHeader!.ThreadLocalStorageTableDirectory.Size != 0 || headers.PEHeader.ExportTableDirectory.Size != 0)
            Refuse("It contains native tables.");
    }

    private void CheckModule()
    {
        if (!_metadata.IsAssembly)
            Refuse("It is a module, not an assembly.");
        else if (_metadata.GetString(_metadata.GetAssemblyDefinition().Name) is not ("Rule" or "Snippet"))
            Refuse("Its name is not the one the compiler gives.");
        RefuseTable(TableIndex.ModuleRef, "It refers to a native library.");
        RefuseTable(TableIndex.ImplMap, "It calls native code.");
        RefuseTable(TableIndex.ExportedType, "It forwards types.");
        RefuseTable(TableIndex.File, "It refers to files.");
        RefuseTable(TableIndex.ManifestResource, "It contains resources.");
        RefuseTable(TableIndex.DeclSecurity, "It asks for permissions.");
        RefuseTable(TableIndex.FieldMarshal, "It marshals to native code.");
    }

    private void RefuseTable(TableIndex table, string text)
    {
        if (_metadata.GetTableRowCount(table) > 0)
            Refuse(text);
    }

    private void CheckReferences()
    {
        foreach (var name in _references.Types().Where(name => !IsAllowed(name)))
            Refuse($"It refers to the type {Shown(name)}, which rules do not have.");
        foreach (var handle in _metadata.MemberReferences)
        {
            if (_references.Member(handle) is { } name && !name.Any(IsAllowed))
                Refuse($"It refers to {Shown(name[0])}, which rules do not have.");
        }

        for (var row = 1; row <= _metadata.GetTableRowCount(TableIndex.StandAloneSig); row++)
            CheckSignature(MetadataTokens.StandaloneSignatureHandle(row));
        for (var row = 1; row <= _metadata.GetTableRowCount(TableIndex.TypeSpec); row++)
            _metadata.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(row)).DecodeSignature(_names, null);
        for (var row = 1; row <= _metadata.GetTableRowCount(TableIndex.MethodSpec); row++)
            _metadata.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(row)).DecodeSignature(_names, null);
    }

    private void CheckSignature(StandaloneSignatureHandle handle)
    {
        var signature = _metadata.GetStandaloneSignature(handle);
        if (signature.GetKind() == StandaloneSignatureKind.Method)
            Refuse("It calls through a function pointer.");
        else
            signature.DecodeLocalSignature(_names, null);
    }

    private void CheckTypes(PEReader image)
    {
        foreach (var handle in _metadata.TypeDefinitions)
        {
            var type = _metadata.GetTypeDefinition(handle);
            var name = _names.FullName(handle);
            _declarations.Check(name, type);
            if (!type.GetLayout().IsDefault && !CompilerData.IsBlock(_metadata, type) && !CompilerData.IsEmpty(_metadata, type))
                Refuse($"{name} has a layout of its own.");
            if ((type.Attributes & TypeAttributes.LayoutMask) == TypeAttributes.ExplicitLayout && !CompilerData.IsBlock(_metadata, type))
                Refuse($"{name} has an explicit layout.");
            foreach (var method in type.GetMethods())
                CheckMethod(image, name, _metadata.GetMethodDefinition(method));
            foreach (var field in type.GetFields())
                CheckField(name, type, _metadata.GetFieldDefinition(field));
        }
    }

    private void CheckMethod(PEReader image, string type, MethodDefinition method)
    {
        var name = _metadata.GetString(method.Name);
        var signature = method.DecodeSignature(_names, null);
        if (signature.Header.CallingConvention != SignatureCallingConvention.Default)
            Refuse($"{type}.{name} is called in a way no rule uses.");
        if (name == ".cctor" && !CompilerData.IsLambdaCache(type))
            Refuse($"{type} has a static constructor.");
        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl) || (method.ImplAttributes & ~AllowedImplementation) != 0)
            Refuse($"{type}.{name} is not plain IL.");
        if (method.RelativeVirtualAddress != 0)
            CheckBody(image, $"{type}.{name}", name, method.RelativeVirtualAddress);
    }

    private void CheckBody(PEReader image, string place, string method, int address)
    {
        var body = image.GetMethodBody(address);
        if (ForbiddenCode.In(body.GetILReader(), named => CheckDuty(place, method, named)) is { } instruction)
            Refuse($"{place} contains the instruction {instruction}.");
    }

    private void CheckDuty(string place, string method, EntityHandle named)
    {
        if (_duties.Breach(method, named) is { } member)
            Refuse($"{place} names {member}, which is the compiler's alone.");
    }

    private void CheckField(string type, TypeDefinition owner, FieldDefinition field)
    {
        var name = _metadata.GetString(field.Name);
        field.DecodeSignature(_names, null);
        var isData = field.Attributes.HasFlag(FieldAttributes.HasFieldRVA);
        if (field.Attributes.HasFlag(FieldAttributes.Static) && !field.Attributes.HasFlag(FieldAttributes.Literal)
            && !CompilerData.IsLambdaCache(type) && !(isData && CompilerData.IsData(_metadata, owner)))
        {
            Refuse($"{type}.{name} is static state.");
        }
    }

    private static bool IsAllowed(string line) => AllowLock.Lines.Contains(line) || SdkSurface.Members.ContainsKey(line);

    private static string Shown(string line) => line[(line.IndexOf(' ') + 1)..];

    private void Refuse(string text) => _refusals.Add(text);
}
