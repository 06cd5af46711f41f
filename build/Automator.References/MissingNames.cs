using Mono.Cecil;

namespace Automator.References;

/// <summary>
/// The names .NET has and rules do not, so that the compiler can tell what is left out from what is misspelt:
/// <c>Type Namespace</c>, <c>Type.Member</c> of a type that is there, and <c>.Extension</c>.
/// </summary>
internal sealed class MissingNames
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    internal static MissingNames Before(TargetingPack pack)
    {
        var names = new MissingNames();
        foreach (var file in Directory.EnumerateFiles(pack.Folder, "*.dll"))
        {
            using var assembly = AssemblyDefinition.ReadAssembly(file);
            names.Add(assembly, members: TargetingPack.Names.Contains(assembly.Name.Name));
        }

        return names;
    }

    internal IEnumerable<string> Without(IEnumerable<AssemblyDefinition> pruned, Allowlist allowlist)
    {
        var kept = new MissingNames();
        foreach (var assembly in pruned)
            kept.Add(assembly, members: true, type => allowlist.Find(type.FullName)?.Use == Use.Rule);
        var types = kept._names.Where(name => !name.Contains('.')).ToHashSet();
        return _names.Except(kept._names)
            .Where(name => name.IndexOf('.') is var dot && (dot <= 0 || types.Contains(name[..dot])))
            .Order(StringComparer.Ordinal)
            .Select(name => _namespaces.TryGetValue(name, out var scope) ? $"{name} {scope}" : name);
    }

    private void Add(AssemblyDefinition assembly, bool members, Func<TypeDefinition, bool>? isCounted = null)
    {
        foreach (var type in assembly.MainModule.Types.Where(type => type.IsPublic && isCounted?.Invoke(type) != false))
        {
            var name = type.Name.Split('`')[0];
            _names.Add(name);
            _namespaces.TryAdd(name, type.Namespace);
            if (members)
                _names.UnionWith(MembersOf(type).Select(member => $"{name}.{member}"));
            _names.UnionWith(type.Methods.Where(IsExtension).Select(method => "." + method.Name));
        }
    }

    private static IEnumerable<string> MembersOf(TypeDefinition type) =>
        type.Methods.Where(method => method.IsPublic && !method.IsSpecialName).Select(method => method.Name)
            .Concat(type.Properties.Where(property => property.GetMethod is { IsPublic: true }).Select(property => property.Name))
            .Concat(type.Fields.Where(field => field.IsPublic).Select(field => field.Name));

    private static bool IsExtension(MethodDefinition method) =>
        method.IsPublic && method.CustomAttributes.Any(a => a.AttributeType.Name == "ExtensionAttribute");
}
