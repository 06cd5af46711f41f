using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Automator.Compiler;

/// <summary>One request to one answer: gate, parse, check, compile. The same request gives the same bytes in every process.</summary>
internal static class RuleCompiler
{
    private static readonly string[] Usings =
        ["System", "System.Linq", "System.Collections.Generic", "System.Threading.Tasks", "Automator.Sdk"];

    private static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    internal static CompileAnswer Compile(CompileRequest request) => Compile(request, ParsedSources.Of(request));

    internal static CompileAnswer Compile(CompileRequest request, ParsedSources parsed)
    {
        if (parsed.Main is not { } tree)
            return new CompileAnswer { Errors = parsed.Errors };

        using var dll = new MemoryStream();
        using var pdb = new MemoryStream();
        var compilation = CSharpCompilation.CreateScriptCompilation(request.Kind.ToString(), tree, ReferenceSet.All, Options(request));
        var emitted = compilation.Emit(dll, pdb, options: Emitting);
        var errors = Explanations.Of(compilation, emitted.Diagnostics, parsed.Errors);
        if (errors.Count > 0)
            return new CompileAnswer { Errors = errors };
        var image = dll.ToArray();
        if (image.Length > 0) // Nothing is emitted of a file without code.
            Inlining.Forbid(image);
        return new CompileAnswer { Dll = image, Pdb = pdb.ToArray() };
    }

    internal static CSharpCompilationOptions Options(CompileRequest request) => new(
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

    private static Dictionary<string, ReportDiagnostic> Severities { get; } = new()
    {
        // A forgotten await: the call would be made, and nobody would know how it ended.
        ["CS4014"] = ReportDiagnostic.Error,
        // An override of what is marked for the compiler alone.
        ["CS0672"] = ReportDiagnostic.Suppress,
    };
}
