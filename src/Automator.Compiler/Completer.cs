using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Automator.Compiler;

/// <summary>
/// One question to one answer, over the same sources, options and references that compile: so what a rule does not have is not
/// offered. Nothing is kept between questions but what Roslyn caches by reference.
/// </summary>
internal sealed class Completer
{
    private readonly Solution _empty = new AdhocWorkspace(MefHostServices.DefaultHost).CurrentSolution;

    internal CompletionAnswer Answer(CompletionRequest request)
    {
        var parsed = ParsedSources.Of(request.Source);
        if (parsed.Main is null)
            return new CompletionAnswer { Refusal = parsed.Errors[0].Message };
        if (request.Position < 0 || request.Position > request.Source.Sources[request.Source.Path].Length)
            throw new InvalidDataException($"The place {request.Position} is outside of the file.");

        return Answer(request, Open(request.Source)).GetAwaiter().GetResult();
    }

    private static async Task<CompletionAnswer> Answer(CompletionRequest request, Document document) => request.Question switch
    {
        CompletionQuestion.Items => await Offers.At(document, request.Position),
        CompletionQuestion.Describe => new CompletionAnswer { Description = await Offers.Describe(document, request.Position, request.Label) },
        CompletionQuestion.Hover => new CompletionAnswer { Description = await Descriptions.At(document, request.Position) },
        CompletionQuestion.Signatures => new CompletionAnswer { Signatures = await CallSignatures.At(document, request.Position) },
        _ => throw new InvalidDataException($"There is no question {request.Question}."),
    };

    private Document Open(CompileRequest source)
    {
        var project = ProjectId.CreateNewId();
        var document = DocumentId.CreateNewId(project);
        var text = TextAndVersion.Create(SourceText.From(source.Sources[source.Path]), VersionStamp.Default, source.Path);
        return _empty
            .AddProject(ProjectInfo.Create(
                project, VersionStamp.Default, source.Kind.ToString(), source.Kind.ToString(), LanguageNames.CSharp, compilationOptions: RuleCompiler.Options(source),
                parseOptions: ParsedSources.Options, metadataReferences: ReferenceSet.All, isSubmission: true))
            .AddDocument(DocumentInfo.Create(document, source.Path, sourceCodeKind: SourceCodeKind.Script, loader: TextLoader.From(text), filePath: source.Path))
            .GetDocument(document)!;
    }
}
