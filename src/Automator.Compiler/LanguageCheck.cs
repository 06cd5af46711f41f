using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Automator.Compiler;

/// <summary>What C# has and rules do not, where it is syntax: pruned references cannot express these.</summary>
internal sealed class LanguageCheck : CSharpSyntaxWalker
{
    private const string StaticState =
        "Static state is not available in rules: it would be shared between runs. Use a const, a variable at the top of the file (new for each run), or State for what should last.";

    /// <summary>Words of the language that are refused here, or stand for a type rules do not have. Nor are they to be offered.</summary>
    internal static IReadOnlySet<string> Words { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "extern", "unsafe", "volatile", "fixed", "stackalloc", "goto", "lock", "dynamic", "nint", "nuint",
        "__arglist", "__makeref", "__reftype", "__refvalue",
        // After '#'.
        "r", "line", "pragma",
    };

    internal static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal) { "GetAwaiter", "GetHashCode", "Finalize" };

    private readonly List<SourceError> _errors = [];

    private LanguageCheck() : base(SyntaxWalkerDepth.StructuredTrivia)
    {
    }

    internal static IReadOnlyList<SourceError> Refusals(SyntaxTree file)
    {
        var check = new LanguageCheck();
        check.Visit(file.GetRoot());
        return check._errors;
    }

    internal static bool HasLabels(SyntaxTree file) => file.GetRoot().DescendantNodes().OfType<LabeledStatementSyntax>().Any();

    public override void VisitDestructorDeclaration(DestructorDeclarationSyntax node) =>
        Refuse(node.Identifier, "Finalizers are not available in rules. Use 'using' or 'finally'.");

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        // By this name the runtime calls it as one, whatever it looks like here.
        if (node.Identifier.ValueText == "Finalize")
            Refuse(node.Identifier, "Finalizers are not available in rules. Use 'using' or 'finally'.");
        base.VisitMethodDeclaration(node);
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        RefuseStatic(node.Modifiers);
        base.VisitConstructorDeclaration(node);
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        RefuseStatic(node.Modifiers);
        base.VisitFieldDeclaration(node);
    }

    public override void VisitEventFieldDeclaration(EventFieldDeclarationSyntax node)
    {
        RefuseStatic(node.Modifiers);
        base.VisitEventFieldDeclaration(node);
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        var isStored = node.Initializer is not null
            || node.AccessorList?.Accessors.Any(accessor => accessor is { Body: null, ExpressionBody: null }) == true
            || node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.FieldKeyword));
        if (isStored)
            RefuseStatic(node.Modifiers);
        base.VisitPropertyDeclaration(node);
    }

    public override void VisitGotoStatement(GotoStatementSyntax node)
    {
        if (node.IsKind(SyntaxKind.GotoStatement))
            Refuse(node.GotoKeyword, "'goto' is not available in rules. Use a loop, 'break', 'continue' or a function.");
        base.VisitGotoStatement(node);
    }

    public override void VisitLabeledStatement(LabeledStatementSyntax node)
    {
        Refuse(node.Identifier, "Labels are not available in rules. Use a loop or a function.");
        base.VisitLabeledStatement(node);
    }

    public override void VisitAttributeList(AttributeListSyntax node) =>
        Refuse(node, node.Attributes.Any(attribute => attribute.Name.ToString() is "Flags" or "FlagsAttribute" or "System.Flags")
            ? "Attributes are not available in rules; leave it out. The members of an enum can be joined with '|' without it."
            : "Attributes are not available in rules; leave it out. What is to be known of it can stand in a comment.");

    public override void VisitReferenceDirectiveTrivia(ReferenceDirectiveTriviaSyntax node) =>
        Refuse(node, "'#r' is not available in rules: they are compiled against Automator.Sdk and a part of .NET alone. For code of your own use '#load'.");

    public override void VisitLineDirectiveTrivia(LineDirectiveTriviaSyntax node) => RefuseDirective(node);

    public override void VisitLineSpanDirectiveTrivia(LineSpanDirectiveTriviaSyntax node) => RefuseDirective(node);

    public override void VisitPragmaWarningDirectiveTrivia(PragmaWarningDirectiveTriviaSyntax node) => RefuseDirective(node);

    public override void VisitPragmaChecksumDirectiveTrivia(PragmaChecksumDirectiveTriviaSyntax node) => RefuseDirective(node);

    public override void VisitIgnoredDirectiveTrivia(IgnoredDirectiveTriviaSyntax node) => RefuseDirective(node);

    public override void VisitPointerType(PointerTypeSyntax node) => RefuseUnsafe(node);

    public override void VisitFunctionPointerType(FunctionPointerTypeSyntax node) => RefuseUnsafe(node);

    public override void VisitFixedStatement(FixedStatementSyntax node) => RefuseUnsafe(node);

    public override void VisitStackAllocArrayCreationExpression(StackAllocArrayCreationExpressionSyntax node) => RefuseUnsafe(node);

    public override void VisitImplicitStackAllocArrayCreationExpression(ImplicitStackAllocArrayCreationExpressionSyntax node) => RefuseUnsafe(node);

    public override void VisitToken(SyntaxToken token)
    {
        switch (token.Kind())
        {
            case SyntaxKind.VolatileKeyword:
                Refuse(token, "'volatile' is not available in rules; leave it out. A rule has one thread.");
                break;
            case SyntaxKind.ExternKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ArgListKeyword
                or SyntaxKind.MakeRefKeyword or SyntaxKind.RefTypeKeyword or SyntaxKind.RefValueKeyword:
                Refuse(token, $"'{token.ValueText}' is not available in rules.");
                break;
            case SyntaxKind.IdentifierToken when token.ValueText == "GetAwaiter":
                Refuse(token, "'GetAwaiter' is not available in rules; use await.");
                break;
            case SyntaxKind.IdentifierToken when token.ValueText == "GetHashCode":
                Refuse(token, "'GetHashCode' is not available in rules: its values differ from run to run. Compare values, or use a record, which compares by value.");
                break;
        }

        base.VisitToken(token);
    }

    private void RefuseStatic(SyntaxTokenList modifiers)
    {
        if (modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.StaticKeyword)) is { RawKind: not 0 } modifier)
            Refuse(modifier, StaticState);
    }

    private void RefuseDirective(DirectiveTriviaSyntax node) => Refuse(node, $"'#{node.DirectiveNameToken.ValueText}' is not available in rules.");

    private void RefuseUnsafe(SyntaxNode node) => Refuse(node, "Pointers and memory of one's own are not available in rules. Use arrays and lists.");

    private void Refuse(SyntaxNodeOrToken place, string message) =>
        _errors.Add(SourceErrors.At(place.GetLocation()!, "RULE004", message));
}
