using Mono.Cecil;

namespace Automator.References;

/// <summary>
/// Everything a rule's image may refer to, a line each, kept under version control: a change of the allowlist, or of what
/// <c>*</c> means in a newer runtime, has to be looked at. The host's image gate reads it too. What only the compiler may
/// name ends in <c>: compiler</c>.
/// </summary>
internal sealed class LockFile
{
    private const int ShownDifferences = 12;

    private readonly string _file;
    private readonly List<string> _lines;

    internal LockFile(string file, IEnumerable<AssemblyDefinition> pruned)
    {
        _file = file;
        _lines = [.. pruned.Where(assembly => assembly.Name.Name != "Automator.Sdk").SelectMany(Lines)];
        _lines.Sort(StringComparer.Ordinal);
    }

    internal void Accept() => File.WriteAllLines(_file, _lines);

    internal IReadOnlyList<string> Differences()
    {
        var accepted = File.Exists(_file) ? File.ReadAllLines(_file) : [];
        return [.. accepted.Except(_lines).Select(line => "- " + line), .. _lines.Except(accepted).Select(line => "+ " + line)];
    }

    internal string Explain(IReadOnlyList<string> differences)
    {
        var shown = string.Join("; ", differences.Take(ShownDifferences)) + (differences.Count > ShownDifferences ? "; …" : "");
        return $"What rules may refer to has changed in {differences.Count} lines: {shown}. Look at them; to accept them build with "
            + "'dotnet build src/Automator.Compiler -p:AcceptAllowlist=true' and commit allow.lock.";
    }

    private static IEnumerable<string> Lines(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        where type.Name != "<Module>"
        let line = $"{assembly.Name.Name} {type.FullName}"
        from entry in type.Methods.Select(method => line + Member(method) + Mark(CompilerOnlyMark.Owner(method))).Concat(
            type.Fields.Where(field => field.IsPublic).Select(field => $"{line}::{field.Name} : {Static(field.IsStatic)}{Name(field.FieldType)}")).Append(line + Mark(type))
        select entry;

    private static string Member(MethodDefinition method)
    {
        var arity = method.HasGenericParameters ? $"`{method.GenericParameters.Count}" : "";
        var parameters = string.Join(",", method.Parameters.Select(parameter => Name(parameter.ParameterType)));
        return $"::{method.Name}{arity}({parameters}) : {Static(method.IsStatic)}{Name(method.ReturnType)}";
    }

    private static string Mark(ICustomAttributeProvider entry) => CompilerOnlyMark.IsOn(entry) ? " : compiler" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Name(TypeReference type) => type switch
    {
        GenericParameter { Type: GenericParameterType.Method } parameter => $"!!{parameter.Position}",
        GenericParameter parameter => $"!{parameter.Position}",
        GenericInstanceType generic => $"{Name(generic.ElementType)}<{string.Join(",", generic.GenericArguments.Select(Name))}>",
        ArrayType array => $"{Name(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        ByReferenceType reference => Name(reference.ElementType) + "&",
        RequiredModifierType modified => $"{Name(modified.ElementType)} modreq({Name(modified.ModifierType)})",
        OptionalModifierType modified => $"{Name(modified.ElementType)} modopt({Name(modified.ModifierType)})",
        _ => type.FullName,
    };
}
