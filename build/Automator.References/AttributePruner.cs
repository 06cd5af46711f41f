using Mono.Cecil;

namespace Automator.References;

/// <summary>Leaves only attributes that are listed themselves, with all they name.</summary>
internal sealed class AttributePruner(Closure closure)
{
    internal void Prune(AssemblyDefinition assembly)
    {
        Prune((ICustomAttributeProvider)assembly);
        Prune((ICustomAttributeProvider)assembly.MainModule);
        foreach (var type in assembly.MainModule.GetTypes())
            Prune(type);
    }

    private void Prune(TypeDefinition type)
    {
        Prune((ICustomAttributeProvider)type);
        foreach (var part in type.Interfaces)
            Prune(part);
        Prune(type.GenericParameters);
        foreach (var part in type.Fields.Concat<ICustomAttributeProvider>(type.Properties).Concat(type.Events))
            Prune(part);
        foreach (var method in type.Methods)
        {
            Prune((ICustomAttributeProvider)method);
            Prune(method.MethodReturnType);
            Prune(method.GenericParameters);
            foreach (var parameter in method.Parameters)
                Prune(parameter);
        }
    }

    private void Prune(IEnumerable<GenericParameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            Prune((ICustomAttributeProvider)parameter);
            foreach (var constraint in parameter.Constraints)
                Prune(constraint);
        }
    }

    private void Prune(ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes.Where(attribute => !IsKept(attribute)).ToList())
            provider.CustomAttributes.Remove(attribute);
    }

    private bool IsKept(CustomAttribute attribute) =>
        // A constructor that was taken out has lost its type.
        attribute.Constructor.DeclaringType is not null
        && closure.Allows(attribute.AttributeType, Use.Compiler)
        && closure.Allows(attribute.Constructor, Use.Compiler)
        && attribute.AttributeType.Resolve().Methods.Any(method => method.IsConstructor && method.Parameters.Count == attribute.Constructor.Parameters.Count)
        && attribute.ConstructorArguments.All(argument => argument.Value is not TypeReference type || closure.Allows(type, Use.Compiler));
}
