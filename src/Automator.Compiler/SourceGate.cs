using System.Text;
using System.Text.RegularExpressions;
using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Automator.Compiler;

/// <summary>
/// What is refused before anything is parsed: sources whose size or shape would make the parser or the binder recurse
/// until the process dies. Only the lexer runs, which does not recurse with the source but in the conditions of directives; those are looked at as text.
/// </summary>
internal static partial class SourceGate
{
    internal const int MaximumFile = 64 * 1024;
    internal const int MaximumTogether = 256 * 1024;
    internal const int MaximumNesting = 100;
    internal const int MaximumChain = 1000;
    internal const int MaximumHoles = 10;

    private static readonly CSharpParseOptions Lexing = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    internal static IReadOnlyList<SourceError> Refusals(IReadOnlyDictionary<string, string> sources)
    {
        var errors = sources.Where(source => Size(source.Value) > MaximumFile)
            .Select(source => Refusal(source.Key, $"A file of {Size(source.Value):N0} bytes; at most {MaximumFile:N0} are taken. Move parts into files of their own, and #load them."))
            .ToList();
        if (errors.Count == 0 && sources.Values.Sum(Size) is var all && all > MaximumTogether)
            errors.Add(Refusal(sources.Keys.First(), $"{all:N0} bytes with all it loads; at most {MaximumTogether:N0} are taken."));
        if (errors.Count == 0)
            errors.AddRange(sources.Select(source => Shape(source.Key, source.Value)).OfType<SourceError>());
        return errors;
    }

    private static int Size(string text) => Encoding.UTF8.GetByteCount(text);

    private static SourceError? Shape(string file, string text)
    {
        if (DeepCondition(text) is { } place)
            return At(file, text, place, $"More than {MaximumNesting} brackets and operators after #if. Write an ordinary if.");
        var shape = new SourceShape();
        foreach (var token in SyntaxFactory.ParseTokens(text, options: Lexing))
        {
            if (shape.Take(token) is { } problem)
                return At(file, text, token.SpanStart, problem);
        }

        return null;
    }

    /// <summary>Wherever it stands: also in the middle of a line the lexer reads a condition before it says that it may not be there.</summary>
    private static int? DeepCondition(string text)
    {
        foreach (var condition in Condition().EnumerateMatches(text))
        {
            if (text.AsSpan(condition.Index, condition.Length).CountAny("(!=&|") > MaximumNesting)
                return condition.Index;
        }

        return null;
    }

    [GeneratedRegex(@"#[^\S\r\n\u0085\u2028\u2029]*(el)?if[^\r\n\u0085\u2028\u2029]*", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();

    private static SourceError At(string file, string text, int position, string message)
    {
        var place = Microsoft.CodeAnalysis.Text.SourceText.From(text).Lines.GetLinePosition(Math.Min(position, text.Length));
        return Refusal(file, message) with
        {
            Line = place.Line + 1,
            Column = place.Character + 1,
            EndLine = place.Line + 1,
            EndColumn = place.Character + 2,
        };
    }

    private static SourceError Refusal(string file, string message) => new() { File = file, Code = "RULE001", Message = message };
}
