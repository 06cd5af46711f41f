using Mono.Cecil;

namespace Automator.References;

/// <summary>
/// [Obsolete(error)] on what only the compiler may use: naming it is an error no pragma switches off, and the compiler's own
/// use is not looked at. Static members need it too: the receiver is not checked behind an alias.
/// </summary>
internal sealed class CompilerOnlyMark(TargetingPack pack)
{
    private const string Text = "not available in rules";
    private const int Never = 1;

    private readonly TypeDefinition _obsolete = pack.Assemblies[0].MainModule.GetType("System.ObsoleteAttribute");
    private readonly TypeDefinition _browsable = pack.Assemblies[0].MainModule.GetType("System.ComponentModel.EditorBrowsableAttribute");

    internal void Add(TypeDefinition type) => Add(type.CustomAttributes, type.Module);

    internal void Add(MethodDefinition method) => Add(Owner(method).CustomAttributes, method.Module);

    internal static bool IsOn(ICustomAttributeProvider entry) =>
        entry.CustomAttributes.Any(attribute => attribute.ConstructorArguments is [{ Value: Text }, _]);

    /// <summary>An accessor's mark is not looked at; its property's is.</summary>
    internal static ICustomAttributeProvider Owner(MethodDefinition method) =>
        method.DeclaringType.Properties.FirstOrDefault(p => p.GetMethod == method || p.SetMethod == method) ?? (ICustomAttributeProvider)method;

    private void Add(Mono.Collections.Generic.Collection<CustomAttribute> attributes, ModuleDefinition module)
    {
        foreach (var old in attributes.Where(a => a.AttributeType.FullName == _obsolete.FullName).ToList())
            attributes.Remove(old);

        var obsolete = new CustomAttribute(module.ImportReference(Constructor(_obsolete, 2)));
        obsolete.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.String, Text));
        obsolete.ConstructorArguments.Add(new CustomAttributeArgument(module.TypeSystem.Boolean, true));
        attributes.Add(obsolete);

        var browsable = Constructor(_browsable, 1);
        var hidden = new CustomAttribute(module.ImportReference(browsable));
        hidden.ConstructorArguments.Add(new CustomAttributeArgument(module.ImportReference(browsable.Parameters[0].ParameterType), Never));
        attributes.Add(hidden);
    }

    private static MethodDefinition Constructor(TypeDefinition type, int parameters) =>
        type.Methods.Single(method => method.IsConstructor && method.Parameters.Count == parameters);
}
