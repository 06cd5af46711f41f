using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Automator.Compiler;

/// <summary>A request as far as it may be read: gate, parse, check. Whoever compiles or completes begins here.</summary>
internal sealed record ParsedSources
{
    /// <summary>Null where Roslyn might not survive the source: the errors say why.</summary>
    public SyntaxTree? Main { get; init; }

    public IReadOnlyList<SourceError> Errors { get; init; } = [];

    internal static CSharpParseOptions Options { get; } = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    internal static ParsedSources Of(CompileRequest request)
    {
        if (!request.Sources.ContainsKey(request.Path))
            throw new InvalidDataException($"The request is for {request.Path} and does not contain it.");

        var refused = SourceGate.Refusals(request.Sources);
        return refused.Count > 0 ? new ParsedSources { Errors = refused } : OfAdmitted(request);
    }

    /// <summary>What the source gate has let through.</summary>
    internal static ParsedSources OfAdmitted(CompileRequest request)
    {
        var main = Parse(request, request.Path);
        var loads = LoadTree.Of(request, main, path => Parse(request, path));
        var errors = loads.Errors.Concat(loads.Files.SelectMany(LanguageCheck.Refusals)).ToList();
        // Roslyn does not survive either: labels in a script, and files that load each other.
        return loads.HasCycle || loads.Files.Any(LanguageCheck.HasLabels)
            ? new ParsedSources { Errors = errors }
            : new ParsedSources { Main = main, Errors = errors };
    }

    private static SyntaxTree Parse(CompileRequest request, string path) =>
        CSharpSyntaxTree.ParseText(
            Microsoft.CodeAnalysis.Text.SourceText.From(request.Sources[path], System.Text.Encoding.UTF8), Options, path);
}
