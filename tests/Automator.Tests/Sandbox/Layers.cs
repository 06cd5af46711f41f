using Automator.Compiler;
using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Automator.Tests.Sandbox;

/// <summary>A rule's compilation as it is, and with layers taken away, in this process.</summary>
internal static class Layers
{
    private const string File = "/rules/rule.csx";
    private const int StackSize = 16 * 1024 * 1024;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    /// <summary>All of .NET, as its reference assemblies have it: what the pruned ones are made from.</summary>
    internal static string TargetingPack { get; } = FindTargetingPack();

    private static readonly Lazy<MetadataReference[]> Everything = new(() =>
        [.. Directory.EnumerateFiles(TargetingPack, "*.dll").Append(typeof(Sdk.Rule).Assembly.Location).Select(file => MetadataReference.CreateFromFile(file))]);

    /// <summary>All layers of the compiler.</summary>
    internal static CompileAnswer Compile(string source) => OnLargeStack(() => RuleCompiler.Compile(new CompileRequest
    {
        Kind = CompileKind.Rule,
        Path = File,
        Sources = new Dictionary<string, string> { [File] = source },
    }));

    /// <summary>Whatever C# takes, against all of .NET.</summary>
    internal static (byte[]? Dll, IReadOnlyList<Diagnostic> Errors) WithoutAny(string source) => Emit(source);

    /// <summary>As <see cref="WithoutAny"/>, against what a worker has loaded, so that it finds there all it names.</summary>
    internal static (byte[] Dll, byte[] Pdb) ForAWorker(string source) => OnLargeStack(() =>
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = Directory.EnumerateFiles(runtime, "System*.dll").Where(IsManaged)
            .Append(typeof(Sdk.Rule).Assembly.Location).Select(file => MetadataReference.CreateFromFile(file));
        using var dll = new MemoryStream();
        using var pdb = new MemoryStream();
        var emitted = Compilation(source, references, allowUnsafe: true)
            .Emit(dll, pdb, options: new Microsoft.CodeAnalysis.Emit.EmitOptions(debugInformationFormat: Microsoft.CodeAnalysis.Emit.DebugInformationFormat.PortablePdb));
        return emitted.Success ? (dll.ToArray(), pdb.ToArray()) : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));

        static bool IsManaged(string file)
        {
            using var image = new System.Reflection.PortableExecutable.PEReader(System.IO.File.OpenRead(file));
            return image.HasMetadata;
        }
    });

    /// <summary>Against the references of rules, without the check of its syntax.</summary>
    internal static IReadOnlyList<Diagnostic> ErrorsWithoutTheSyntaxCheck(string source) => OnLargeStack(() =>
        (IReadOnlyList<Diagnostic>)[.. Compilation(source, Automator.Compiler.ReferenceSet.All, allowUnsafe: true).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)]);

    internal static CSharpCompilation Compilation(string source, IEnumerable<MetadataReference> references, bool allowUnsafe)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: "Script",
            usings: ["System", "System.Linq", "System.Collections.Generic", "System.Threading.Tasks", "Automator.Sdk"],
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            allowUnsafe: allowUnsafe,
            nullableContextOptions: NullableContextOptions.Enable,
            metadataImportOptions: MetadataImportOptions.Public);
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), Parsing, File);
        return CSharpCompilation.CreateScriptCompilation("Rule", tree, references, options);
    }

    private static (byte[]? Dll, IReadOnlyList<Diagnostic> Errors) Emit(string source) => OnLargeStack(() =>
    {
        using var dll = new MemoryStream();
        var emitted = Compilation(source, Everything.Value, allowUnsafe: true).Emit(dll);
        var errors = emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        return (emitted.Success ? dll.ToArray() : null, (IReadOnlyList<Diagnostic>)errors);
    });

    /// <summary>As the compiler process does: sources nest as deeply as the source gate lets them.</summary>
    private static T OnLargeStack<T>(Func<T> work)
    {
        T? result = default;
        Exception? fault = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    fault = e;
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        return fault is null ? result! : throw new InvalidOperationException("The compilation failed.", fault);
    }

    private static string FindTargetingPack()
    {
        var packs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        var version = Directory.EnumerateDirectories(packs, $"{Environment.Version.Major}.*").Order(StringComparer.Ordinal).Last();
        return Path.Combine(version, "ref", $"net{Environment.Version.Major}.0");
    }
}
