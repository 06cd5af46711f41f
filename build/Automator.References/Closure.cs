using Mono.Cecil;

namespace Automator.References;

/// <summary>Whether all a signature names is listed.</summary>
internal sealed class Closure(Allowlist allowlist)
{
    internal bool Allows(MethodReference method, Use use) => FirstMissing(method, use) is null;

    internal bool Allows(TypeReference type, Use use) => FirstMissing(type, use) is null;

    internal string? FirstMissing(MethodReference method, Use use = Use.Compiler) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType)
            .Concat(method.GenericParameters.SelectMany(generic => generic.Constraints).Select(constraint => constraint.ConstraintType))
            .Select(type => FirstMissing(type, use))
            .FirstOrDefault(missing => missing is not null);

    private string? FirstMissing(TypeReference type, Use use) => type switch
    {
        GenericParameter => null,
        GenericInstanceType generic => generic.GenericArguments.Prepend(generic.ElementType)
            .Select(part => FirstMissing(part, use)).FirstOrDefault(missing => missing is not null),
        IModifierType modified => FirstMissing(modified.ModifierType, Use.Compiler) ?? FirstMissing(modified.ElementType, use),
        PointerType or FunctionPointerType or SentinelType or PinnedType => type.FullName,
        TypeSpecification specification => FirstMissing(specification.ElementType, use),
        _ => allowlist.Find(type.FullName) is { } entry && (entry.Use != Use.Compiler || use == Use.Compiler) ? null : type.FullName,
    };
}
