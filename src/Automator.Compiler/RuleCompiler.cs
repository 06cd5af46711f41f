using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Automator.Compiler;

/// <summary>One request to one answer: gate, parse, check, compile. The same request gives the same bytes in every process.</summary>
internal sealed class RuleCompiler
{
    private static readonly string[] Usings =
        ["System", "System.Linq", "System.Collections.Generic", "System.Threading.Tasks", "Automator.Sdk"];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    private static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    internal CompileAnswer Compile(CompileRequest request)
    {
        if (!request.Sources.ContainsKey(request.Path))
            throw new InvalidDataException($"The request is for {request.Path} and does not contain it.");

        var refused = SourceGate.Refusals(request.Sources);
        return refused.Count > 0 ? new CompileAnswer { Errors = refused } : CompileAdmitted(request);
    }

    /// <summary>What the source gate has let through.</summary>
    internal static CompileAnswer CompileAdmitted(CompileRequest request)
    {
        var tree = Parse(request, request.Path);
        var loads = LoadTree.Of(request, tree, path => Parse(request, path));
        var ours = loads.Errors.Concat(loads.Files.SelectMany(LanguageCheck.Refusals)).ToList();
        // Roslyn does not survive either: labels in a script, and files that load each other.
        if (loads.HasCycle || loads.Files.Any(LanguageCheck.HasLabels))
            return new CompileAnswer { Errors = ours };

        using var dll = new MemoryStream();
        using var pdb = new MemoryStream();
        var compilation = Compilation(request, tree);
        var emitted = compilation.Emit(dll, pdb, options: Emitting);
        var errors = Explanations.Of(compilation, emitted.Diagnostics, ours);
        return errors.Count > 0
            ? new CompileAnswer { Errors = errors }
            : new CompileAnswer { Dll = dll.ToArray(), Pdb = pdb.ToArray() };
    }

    private static SyntaxTree Parse(CompileRequest request, string path) =>
        CSharpSyntaxTree.ParseText(
            Microsoft.CodeAnalysis.Text.SourceText.From(request.Sources[path], System.Text.Encoding.UTF8), Parsing, path);

    private static CSharpCompilation Compilation(CompileRequest request, SyntaxTree tree)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: "Script",
            usings: Usings,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            allowUnsafe: false,
            deterministic: true,
            // Threads of the pool have small stacks.
            concurrentBuild: false,
            sourceReferenceResolver: new LoadedSources(request),
            metadataReferenceResolver: new NoReferences(),
            specificDiagnosticOptions: Severities,
            nullableContextOptions: NullableContextOptions.Enable,
            metadataImportOptions: MetadataImportOptions.Public);
        return CSharpCompilation.CreateScriptCompilation(request.Kind.ToString(), tree, ReferenceSet.All, options);
    }

    private static Dictionary<string, ReportDiagnostic> Severities { get; } = new()
    {
        // A forgotten await: the call would be made, and nobody would know how it ended.
        ["CS4014"] = ReportDiagnostic.Error,
        // An override of what is marked for the compiler alone.
        ["CS0672"] = ReportDiagnostic.Suppress,
    };
}
