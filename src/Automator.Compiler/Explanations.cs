using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Automator.Compiler;

/// <summary>
/// The compiler's errors in words for people who write rules. The compiler sees a small .NET, so it calls a name unknown
/// that its author knows well: where .NET has the name, the message says that rules do not, and what to use.
/// </summary>
internal static class Explanations
{
    private const int MaximumErrors = 100;

    internal static IReadOnlyList<SourceError> Of(Compilation compilation, IEnumerable<Diagnostic> diagnostics, IReadOnlyList<SourceError> ours)
    {
        var told = ours.Select(error => (error.File, error.Line)).ToHashSet();
        var found = diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToList();
        // What has no place says what is missing for the whole; what has one says it better.
        if (ours.Count > 0 || found.Any(diagnostic => diagnostic.Location.IsInSource))
            found.RemoveAll(diagnostic => !diagnostic.Location.IsInSource);
        var theirs = found
            .Select(diagnostic => SourceErrors.At(diagnostic.Location, diagnostic.Id, Message(compilation, diagnostic)))
            // What a line is refused for by us explains what the compiler makes of it.
            .Where(error => !told.Contains((error.File, error.Line)));
        return
        [
            .. ours.Concat(theirs)
                .DistinctBy(error => (error.File, error.Line, error.Message))
                .OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)
                .Take(MaximumErrors),
        ];
    }

    private static string Message(Compilation compilation, Diagnostic diagnostic) => diagnostic.Id switch
    {
        // In a script, outside of any function, the parser prefers the call.
        "CS0103" when diagnostic.GetMessage().Contains("'await'", StringComparison.Ordinal) =>
            "'await (' is read as a call here, outside of any function. Name what is in the brackets first: var x = …; await x.",
        "CS0103" or "CS0117" or "CS0234" or "CS0246" or "CS1061" => MissingName(diagnostic) ?? AwaitFirst(diagnostic) ?? Text(diagnostic),
        "CS0305" => OfATypeWithArguments(diagnostic) ?? Text(diagnostic),
        "CS0119" => TakenByUsing(diagnostic) ?? Text(diagnostic),
        "CS1501" when Quotes(diagnostic) is [_, "GetValues" or "GetNames" or "Parse" or "TryParse" or "IsDefined", ..] && ReceiverOf(diagnostic) == "Enum" =>
            $"'Enum.{Quotes(diagnostic)[1]}' takes its type in angle brackets in rules: Enum.{Quotes(diagnostic)[1]}<Colour>(…).",
        "CS1579" when Quotes(diagnostic) is [_, var type, ..] && type.StartsWith("Task<", StringComparison.Ordinal) =>
            $"This is a {type} until it is awaited; write foreach (var … in await …).",
        "CS0619" => Unavailable(CompilerOnlyName(compilation, diagnostic)),
        "CS0616" => "Attributes are not available in rules.",
        "CS1980" or "CS1969" => "'dynamic' is not available in rules; use the type itself, or a record.",
        "CS0656" or "CS0518" => MissingFeature(diagnostic),
        "CS1109" or "CS9282" or "CS9283" => "Extension methods are not available in rules: a file's classes stand inside the script. Write an ordinary function.",
        "CS1729" => Constructor(diagnostic) ?? Text(diagnostic),
        "CS9064" => "Fields that hold references are not available in rules. Use a class.",
        "CS8701" or "CS8702" or "CS8703" or "CS8919" => "Interface members with a body are not available in rules. Use an abstract class or a function.",
        "CS4014" => "This call is not awaited: the run would end without knowing how it went. Write 'await' before it.",
        _ => Text(diagnostic),
    };

    /// <summary>A constructor that is left out: <c>'DateTimeOffset' does not contain a constructor that takes …</c>.</summary>
    private static string? Constructor(Diagnostic diagnostic) =>
        Declared(diagnostic) is { } type && Hints.For($"{type}.new") is { } hint ? $"This 'new {type}' is not available in rules; {hint}." : null;

    /// <summary>Without the advice to add references, which a rule cannot.</summary>
    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage()
        .Replace(" (are you missing a using directive or an assembly reference?)", ".", StringComparison.Ordinal)
        .Replace(" (are you missing an assembly reference?)", ".", StringComparison.Ordinal);

    private static string? MissingName(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return null;
        var token = tree.GetRoot().FindToken(diagnostic.Location.SourceSpan.Start);
        var name = token.ValueText;
        if (diagnostic.Id == "CS0234")
            return InNamespace(diagnostic, tree.GetRoot().FindNode(diagnostic.Location.SourceSpan));

        var receiver = token.Parent?.Parent is MemberAccessExpressionSyntax access && access.Name == token.Parent
            ? LastName(access.Expression)?.ValueText
            : null;
        if (diagnostic.Id == "CS0103" && token.Parent?.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member } of && of.Expression == token.Parent
            && Hints.KnowsBetter(name, member))
        {
            return Unavailable($"{name}.{member}");
        }

        string[] candidates = diagnostic.Id is "CS0117" or "CS1061"
            ? [$"{receiver ?? Declared(diagnostic)}.{name}", $"{Declared(diagnostic)}.{name}", $"Object.{name}", $"Exception.{name}", $"Delegate.{name}", $".{name}"]
            : [name];
        if (candidates.FirstOrDefault(Hints.Knows) is { } known)
            return Unavailable(known.TrimStart('.'));
        // A type of the compiler's alone has no member for rules at all.
        return diagnostic.Id is "CS0117" or "CS1061" && Declared(diagnostic) is { } type && Hints.Knows(type) ? Unavailable($"{type}.{name}") : null;
    }

    /// <summary>
    /// What is told of is the first part that is missing, often a namespace; what its author wanted is what comes next.
    /// </summary>
    private static string? InNamespace(Diagnostic diagnostic, SyntaxNode node)
    {
        var wanted = node is MemberAccessExpressionSyntax or QualifiedNameSyntax ? node : node.Parent;
        SyntaxNode?[] candidates = [node, wanted, wanted?.Parent];
        var names = candidates.OfType<SyntaxNode>().Select(LastName).OfType<SyntaxToken>().Select(token => token.ValueText);
        if (names.FirstOrDefault(Hints.Knows) is { } type)
            return Unavailable(type);
        return Text(diagnostic).Split('\'') is [_, var name, _, var scope, ..] && scope.StartsWith("System", StringComparison.Ordinal)
            ? Unavailable($"{scope}.{name}")
            : null;
    }

    private static string? AwaitFirst(Diagnostic diagnostic) =>
        Text(diagnostic).Split('\'') is [_, var type, _, var member, ..] && type.StartsWith("Task<", StringComparison.Ordinal)
            ? $"This is a {type} until it is awaited; write (await …).{member}."
            : null;

    /// <summary>CS1061 and CS0117 name the type in quotes first: <c>'string' does not contain a definition for …</c>.</summary>
    private static string? Declared(Diagnostic diagnostic) =>
        Quotes(diagnostic) is [_, var type, ..] ? Hints.ClrName(type.Split('<')[0]) : null;

    private static string[] Quotes(Diagnostic diagnostic) => Text(diagnostic).Split('\'');

    /// <summary>What stands before the dot before the place.</summary>
    private static string? ReceiverOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetRoot().FindToken(diagnostic.Location.SourceSpan.Start).Parent?.Parent is MemberAccessExpressionSyntax access
            ? LastName(access.Expression)?.ValueText
            : null;

    /// <summary>A static class that is left out, of which only a type with arguments is there; or a delegate of more arguments than .NET here has.</summary>
    private static string? OfATypeWithArguments(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree?.GetRoot().FindToken(diagnostic.Location.SourceSpan.Start) is not { Parent: { } node } token)
            return null;
        if (token.ValueText is "Func" or "Action")
            return $"'{token.ValueText}' has not so many arguments in rules. Give it a record, or declare a delegate of your own.";
        var name = node.Parent is MemberAccessExpressionSyntax access && access.Expression == node ? $"{token.ValueText}.{access.Name.Identifier.ValueText}" : null;
        return name is not null && Hints.Knows(name) ? Unavailable(name) : null;
    }

    /// <summary><c>using static System.Math</c> puts Math.Log in the place of Log.</summary>
    private static string? TakenByUsing(Diagnostic diagnostic) => Quotes(diagnostic) is [_, var method, ..] && method.StartsWith("Math.Log(", StringComparison.Ordinal)
        ? "'Log' is a function of Math here, because of 'using static System.Math'. Leave that line out, and write Math.Round and the like."
        : null;

    private static SyntaxToken? LastName(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name.Identifier,
        MemberAccessExpressionSyntax access => access.Name.Identifier,
        QualifiedNameSyntax name => name.Right.Identifier,
        PredefinedTypeSyntax type => type.Keyword,
        _ => null,
    };

    private static string CompilerOnlyName(Compilation compilation, Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return "This";
        var node = tree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var info = compilation.GetSemanticModel(tree).GetSymbolInfo(node);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) switch
        {
            ITypeSymbol type => type.Name,
            { ContainingType: { } type } member => $"{type.Name}.{(member.Name == ".ctor" ? "new" : member.Name)}",
            _ => node.ToString(),
        };
    }

    private static string Unavailable(string name) =>
        Hints.For(name) is { } hint ? $"'{name}' is not available in rules; {hint}." : $"'{name}' is not available in rules.";

    private static string MissingFeature(Diagnostic diagnostic)
    {
        var message = Text(diagnostic);
        var feature = Hints.Features.FirstOrDefault(feature => message.Contains(feature.Key, StringComparison.Ordinal)).Value;
        return feature ?? "This needs a part of .NET that is not available in rules. Write it in another way.";
    }
}
