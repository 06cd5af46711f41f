using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Automator.Host.Rules;
using Microsoft.CodeAnalysis;

namespace Automator.Tests.Sandbox;

/// <summary>One public type, method, accessor or field of the unpruned references.</summary>
/// <param name="Symbol">As the compiler sees it.</param>
/// <param name="Line">As the lock file writes it; null where its signature has what no line can say, a pointer for one.</param>
internal sealed record PublicMember(ISymbol Symbol, string? Line)
{
    private static readonly string[] Assemblies =
        ["System.Runtime", "System.Collections", "System.Linq", "System.Linq.AsyncEnumerable", "System.Text.RegularExpressions"];

    internal int Token => Symbol.MetadataToken;

    internal string Assembly => Symbol.ContainingAssembly.Name;

    internal static IReadOnlyList<PublicMember> All()
    {
        var references = Directory.EnumerateFiles(Layers.TargetingPack, "*.dll").Select(file => MetadataReference.CreateFromFile(file)).ToArray();
        var compilation = Layers.Compilation("", references, allowUnsafe: false);
        return
        [
            .. from reference in references
               where Assemblies.Contains(Path.GetFileNameWithoutExtension(reference.FilePath))
               let assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(reference)!
               from member in Of(assembly, reference.FilePath!)
               select member,
        ];
    }

    private static IEnumerable<PublicMember> Of(IAssemblySymbol assembly, string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        var names = new MemberNames(metadata);
        foreach (var type in Types(assembly.GlobalNamespace))
        {
            var owner = names.Definition((TypeDefinitionHandle)MetadataTokens.EntityHandle(type.MetadataToken));
            yield return new PublicMember(type, owner);
            foreach (var member in type.GetMembers().Where(member => member is IMethodSymbol or IFieldSymbol && member.DeclaredAccessibility == Accessibility.Public && member.MetadataToken != 0))
                yield return new PublicMember(member, LineOf(metadata, names, owner, member));
        }
    }

    private static string? LineOf(MetadataReader metadata, MemberNames names, string owner, ISymbol member)
    {
        try
        {
            if (member is IFieldSymbol field)
            {
                var definition = metadata.GetFieldDefinition((FieldDefinitionHandle)MetadataTokens.EntityHandle(member.MetadataToken));
                return owner + MemberNames.Field(field.MetadataName, definition.DecodeSignature(names, null), field.IsStatic);
            }

            var method = metadata.GetMethodDefinition((MethodDefinitionHandle)MetadataTokens.EntityHandle(member.MetadataToken));
            var signature = method.DecodeSignature(names, null);
            return signature.Header.CallingConvention == SignatureCallingConvention.Default ? owner + MemberNames.Method(member.MetadataName, signature) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol scope) =>
        scope.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(part => part switch
        {
            INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type => Types(type).Prepend(type),
            INamespaceSymbol inner => Types(inner),
            _ => [],
        });
}
