using Microsoft.CodeAnalysis;

namespace Automator.Tests.Sandbox;

/// <summary>The smallest C# that uses a member, each parameter given by a parameter of the same type.</summary>
internal static class MemberUse
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly string[] Unnameable = ["global::System.Threading.CancellationToken", "global::System.IFormatProvider"];

    /// <summary>A class of this name on one line; null for what C# has no words to use, as protected constructors and interfaces' static members.</summary>
    internal static string? Of(ISymbol symbol, string name)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        // The one kind a rule has no value of.
        var isUnusable = symbol is IMethodSymbol method && method.Parameters.Any(parameter => !parameter.IsOptional && parameter.Type.Name == "CancellationToken");
        if (isUnusable || Body(symbol, type) is not { } body)
            return null;
        var owners = Owners(type).SelectMany(owner => owner.TypeParameters).ToList();
        return $"class {name}{Parameters(owners)} {Constraints(owners)} {{ {body} }}";
    }

    private static string? Body(ISymbol symbol, INamedTypeSymbol type) => symbol switch
    {
        INamedTypeSymbol => $"object M() => typeof({type.ToDisplayString(Format)});",
        IFieldSymbol { IsImplicitlyDeclared: true } => null,
        IFieldSymbol field => $"object M({Self(type)}) => {Target(symbol, type)}.{Escaped(field.Name)};",
        IMethodSymbol { IsStatic: true } when type.TypeKind == TypeKind.Interface && symbol.IsAbstract => null,
        IMethodSymbol { MethodKind: MethodKind.Constructor } when type.IsAbstract || type.TypeKind is TypeKind.Delegate => null,
        IMethodSymbol { MethodKind: MethodKind.Constructor } method => Call(method, type, $"new {type.ToDisplayString(Format)}"),
        IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.DelegateInvoke } method => Call(method, type, $"{Target(symbol, type)}.{Escaped(method.Name)}{Parameters(method.TypeParameters)}"),
        IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property } => $"void M({List(property.Parameters, type, property)}) {{ var v = {Place(property, type)}; }}",
        IMethodSymbol { MethodKind: MethodKind.PropertySet, IsInitOnly: false, AssociatedSymbol: IPropertySymbol property } =>
            $"void M({List(property.Parameters, type, property)}{(property.IsStatic && property.Parameters.IsEmpty ? "" : ", ")}{property.Type.ToDisplayString(Format)} value) {{ {Place(property, type)} = value; }}",
        IMethodSymbol { MethodKind: MethodKind.EventAdd, AssociatedSymbol: IEventSymbol happening } => $"void M({Self(type)}, {happening.Type.ToDisplayString(Format)} h) {{ {Target(happening, type)}.{happening.Name} += h; }}",
        IMethodSymbol { MethodKind: MethodKind.EventRemove, AssociatedSymbol: IEventSymbol happening } => $"void M({Self(type)}, {happening.Type.ToDisplayString(Format)} h) {{ {Target(happening, type)}.{happening.Name} -= h; }}",
        _ => null,
    };

    private static string Call(IMethodSymbol method, INamedTypeSymbol type, string target) =>
        $"void M{Parameters(method.TypeParameters)}({List(method.Parameters, type, method)}) {Constraints(method.TypeParameters)} {{ {target}({Arguments(method.Parameters)}); }}";

    private static string Place(IPropertySymbol property, INamedTypeSymbol type) => property.IsIndexer
        ? $"self[{Arguments(property.Parameters)}]"
        : $"{Target(property, type)}.{Escaped(property.Name)}";

    /// <summary>Parameters of the method around the use: the object, then what it is given.</summary>
    private static string List(IEnumerable<IParameterSymbol> parameters, INamedTypeSymbol type, ISymbol member)
    {
        var given = parameters.Where(parameter => !IsUnnameable(parameter)).Select(parameter => $"{Passing(parameter)}{parameter.Type.ToDisplayString(Format)} {Name(parameter)}");
        return string.Join(", ", member.IsStatic || member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? given : given.Prepend(Self(type)));
    }

    private static string Self(INamedTypeSymbol type) => type.IsStatic ? "int self" : $"{type.ToDisplayString(Format)} self";

    private static string Target(ISymbol member, INamedTypeSymbol type) => member.IsStatic ? type.ToDisplayString(Format) : "self";

    private static string Arguments(IEnumerable<IParameterSymbol> parameters) =>
        string.Join(", ", parameters.Where(parameter => !(IsUnnameable(parameter) && parameter.IsOptional)).Select(Argument));

    private static string Argument(IParameterSymbol parameter) => !IsUnnameable(parameter) ? Passing(parameter) + Name(parameter)
        : parameter.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? $"({string.Join(", ", invoke.Parameters.Select((_, n) => $"a{n}"))}) => default({invoke.ReturnType.ToDisplayString(Format)})"
        : "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>Of a type that stands in signatures, and that no rule can name: left out, or given without its name.</summary>
    private static bool IsUnnameable(IParameterSymbol parameter) =>
        Unnameable.Any(name => parameter.Type.ToDisplayString(Format).Contains(name, StringComparison.Ordinal));

    private static string Passing(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In or RefKind.RefReadOnlyParameter => "in ",
        _ => "",
    };

    private static string Name(IParameterSymbol parameter) => $"p{parameter.Ordinal}";

    private static string Escaped(string name) => "@" + name;

    private static string Parameters(IReadOnlyCollection<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters.Select(parameter => parameter.Name))}>";

    private static string Constraints(IReadOnlyCollection<ITypeParameterSymbol> parameters) =>
        string.Join(' ', parameters.Select(Constraint).Where(text => text is not null));

    private static string? Constraint(ITypeParameterSymbol parameter)
    {
        List<string> all = [];
        if (parameter.HasUnmanagedTypeConstraint)
            all.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            all.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            all.Add("class");
        else if (parameter.HasNotNullConstraint)
            all.Add("notnull");
        all.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(Format)));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
            all.Add("new()");
        return all.Count == 0 ? null : $"where {parameter.Name} : {string.Join(", ", all)}";
    }

    private static IEnumerable<INamedTypeSymbol> Owners(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? Owners(outer).Append(type) : [type];
}
