using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Automator.Sdk.Protocol;

namespace Automator.Host.Rules;

/// <summary>The public surface of the Sdk this host runs with, in the notation of the lock file, and what each member does.</summary>
internal static class SdkSurface
{
    private static readonly Assembly Sdk = typeof(Sdk.Rule).Assembly;

    /// <summary>Public types and members, with the names of the operations each performs; none for most.</summary>
    internal static FrozenDictionary<string, string[]> Members { get; } = Read().ToFrozenDictionary(StringComparer.Ordinal);

    private static Dictionary<string, string[]> Read()
    {
        using var image = new PEReader(File.OpenRead(Sdk.Location));
        var metadata = image.GetMetadataReader();
        var names = new MemberNames(metadata);
        var members = new Dictionary<string, string[]>();
        foreach (var type in Sdk.GetExportedTypes())
        {
            var line = names.Definition((TypeDefinitionHandle)Handle(type));
            members.Add(line, []);
            foreach (var method in Methods(type))
            {
                var definition = metadata.GetMethodDefinition((MethodDefinitionHandle)Handle(method));
                var signature = definition.DecodeSignature(names, null);
                members.Add(line + MemberNames.Method(method.Name, signature), OperationsOf(method));
            }

            foreach (var field in type.GetFields(Declared))
            {
                var definition = metadata.GetFieldDefinition((FieldDefinitionHandle)Handle(field));
                members.Add(line + MemberNames.Field(field.Name, definition.DecodeSignature(names, null), field.IsStatic), []);
            }
        }

        return members;
    }

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static EntityHandle Handle(MemberInfo member) => MetadataTokens.EntityHandle(member.MetadataToken);

    private static IEnumerable<MethodBase> Methods(Type type) =>
        type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared));

    /// <summary>An accessor does what its property says it does.</summary>
    private static string[] OperationsOf(MethodBase method)
    {
        MemberInfo[] said = [method, .. method.DeclaringType!.GetProperties(Declared).Where(property => property.GetMethod == method || property.SetMethod == method)];
        return
        [
            .. said.SelectMany(member => member.GetCustomAttributes())
                .Select(attribute => attribute.GetType())
                .Where(attribute => attribute.IsGenericType && attribute.GetGenericTypeDefinition() == typeof(UsesAttribute<>))
                .Select(attribute => VariantConverter<Operation>.Names[attribute.GetGenericArguments()[0]])
                .Distinct(),
        ];
    }
}
