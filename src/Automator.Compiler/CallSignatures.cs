using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Automator.Compiler;

/// <summary>The call around a place: what it may mean, and which parameter is being written. Roslyn keeps its own to itself.</summary>
internal static class CallSignatures
{
    private const int Most = 30;

    private static readonly SymbolDisplayFormat Shown = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    internal static async Task<SignatureList?> At(Document document, int position)
    {
        var root = (await document.GetSyntaxRootAsync())!;
        var arguments = position == 0 ? null : root.FindToken(position - 1).Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>()
            .FirstOrDefault(list => position > list.OpenParenToken.SpanStart && (list.CloseParenToken.IsMissing || position <= list.CloseParenToken.SpanStart));
        if (arguments?.Parent is not { } call)
            return null;

        var model = (await document.GetSemanticModelAsync())!;
        var methods = Methods(model, call).Where(method => !IsHidden(method)).OrderBy(method => method.Parameters.Length).Take(Most).ToList();
        if (methods.Count == 0)
            return null;
        var written = arguments.Arguments.GetSeparators().Count(comma => comma.SpanStart < position);
        var chosen = model.GetSymbolInfo(call).Symbol?.OriginalDefinition;
        var best = methods.FindIndex(method => SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, chosen));
        if (best < 0)
            best = Math.Max(0, methods.FindIndex(method => method.Parameters.Length > written));
        return new SignatureList([.. methods.Select(Signature)], best, ParameterOf(methods[best], arguments, written));
    }

    private static IEnumerable<IMethodSymbol> Methods(SemanticModel model, SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation when model.GetMemberGroup(invocation.Expression) is { Length: > 0 } group => group.OfType<IMethodSymbol>(),
        InvocationExpressionSyntax invocation => model.GetTypeInfo(invocation.Expression).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke] : [],
        BaseObjectCreationExpressionSyntax creation => (model.GetTypeInfo(creation).Type as INamedTypeSymbol)?.InstanceConstructors
            .Where(constructor => model.IsAccessible(call.SpanStart, constructor)) ?? [],
        _ => [],
    };

    /// <summary>What is there for the compiler alone.</summary>
    private static bool IsHidden(IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ObsoleteAttribute));

    private static int ParameterOf(IMethodSymbol method, ArgumentListSyntax arguments, int written)
    {
        if (arguments.Arguments.ElementAtOrDefault(written)?.NameColon is { } named)
            written = method.Parameters.FirstOrDefault(parameter => parameter.Name == named.Name.Identifier.ValueText)?.Ordinal ?? written;
        return method.Parameters is [.., { IsParams: true }] ? Math.Min(written, method.Parameters.Length - 1) : written;
    }

    private static Signature Signature(IMethodSymbol method) => new(
        method.ToDisplayString(Shown), Descriptions.Documentation(method, "summary"),
        [.. method.Parameters.Select(parameter => new SignatureParameter(parameter.ToDisplayString(Shown), Descriptions.Documentation(method, "param", parameter.Name)))]);
}
