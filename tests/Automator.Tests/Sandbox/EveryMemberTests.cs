using Automator.Compiler;
using Automator.Host.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Shouldly;
using Xunit;

namespace Automator.Tests.Sandbox;

/// <summary>
/// Every public type and member of every reference assembly the pruned ones come from: the compiler takes a use of it, and
/// the image gate lets an image name it, if and only if it is listed.
/// </summary>
public sealed class EveryMemberTests
{
    private static readonly Lazy<IReadOnlyList<PublicMember>> Everything = new(PublicMember.All);

    [Fact]
    public void EveryMember_CompilesIfAndOnlyIfItIsListedForRules()
    {
        var used = Everything.Value.Select((member, n) => (Member: member, Use: MemberUse.Of(member.Symbol, $"P{n}"))).Where(used => used.Use is not null).ToList();
        used.Count.ShouldBeGreaterThan(9_000);
        var tree = CSharpSyntaxTree.ParseText(string.Join('\n', used.Select(one => one.Use)), new CSharpParseOptions(LanguageVersion.CSharp14), cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("Uses", [tree], ReferenceSet.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false));

        var failed = compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line);

        var model = compilation.GetSemanticModel(tree);
        var classes = tree.GetCompilationUnitRoot(TestContext.Current.CancellationToken).Members;
        List<string> wrong = [];
        for (var n = 0; n < used.Count; n++)
        {
            var listed = IsForRules(used[n].Member);
            if (listed && failed.Contains(n))
                wrong.Add($"listed, and does not compile: {used[n].Member.Line}   {used[n].Use}   {failed[n].First().GetMessage()}");
            else if (!listed && !failed.Contains(n) && Uses(model, classes[n], used[n].Member.Symbol))
                wrong.Add($"not listed, and compiles: {used[n].Member.Line}   {used[n].Use}");
        }

        wrong.ShouldBeEmpty($"{wrong.Count} of {used.Count}");
    }

    [Fact]
    public void EveryMember_PassesTheImageGateIfAndOnlyIfItIsListed()
    {
        var members = Everything.Value.Where(member => member.Line is not null).ToList();
        members.Count.ShouldBeGreaterThan(10_000);

        var refused = ImageGate.Refusals(ImageThatNames(members)).ToHashSet();

        var wrong = members.Where(member => refused.Contains(Refusal(member)) == AllowLock.Lines.Contains(member.Line!)).Select(member => member.Line).ToList();
        wrong.ShouldBeEmpty($"{wrong.Count} of {members.Count}");
    }

    [Fact]
    public void MembersOfPointers_MakeAnImageMalformed()
    {
        var members = Everything.Value.Where(member => member.Line is null).ToList();
        members.Count.ShouldBeGreaterThan(50);

        members.Where(member => ImageGate.Refusals(ImageThatNames([member])) is not [{ } only] || !only.StartsWith("The image is malformed: ", StringComparison.Ordinal))
            .Select(member => member.Symbol.ToDisplayString()).ShouldBeEmpty();
    }

    private static bool IsForRules(PublicMember member) =>
        member.Line is { } line && AllowLock.Lines.Contains(line) && !AllowLock.CompilerLines.Contains(line)
        && Owners(member.Symbol).All(type => !AllowLock.CompilerTypes.Contains(type));

    private static IEnumerable<string> Owners(ISymbol symbol)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
            yield return type.ContainingType is null ? $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}" : type.MetadataName;
    }

    /// <summary>Whether it is this member that is used, and not another that takes the same arguments.</summary>
    private static bool Uses(SemanticModel model, MemberDeclarationSyntax use, ISymbol member)
    {
        var wanted = ((member as IMethodSymbol)?.AssociatedSymbol ?? member).OriginalDefinition.GetDocumentationCommentId();
        return use.DescendantNodes().OfType<ExpressionSyntax>()
            .Any(node => model.GetSymbolInfo(node).Symbol?.OriginalDefinition.GetDocumentationCommentId() == wanted);
    }

    private static string Refusal(PublicMember member)
    {
        var shown = member.Line![(member.Line!.IndexOf(' ') + 1)..];
        if (member.Symbol is IFieldSymbol)
            shown = shown.Replace(" : static ", " : ", StringComparison.Ordinal);
        return member.Symbol is INamedTypeSymbol ? $"It refers to the type {shown}, which rules do not have." : $"It refers to {shown}, which rules do not have.";
    }

    private static byte[] ImageThatNames(IEnumerable<PublicMember> members)
    {
        using var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Rule", new Version(1, 0)), "Rule", ModuleKind.Dll);
        var module = assembly.MainModule;
        var runtime = new AssemblyNameReference("System.Runtime", new Version(10, 0, 0, 0));
        module.AssemblyReferences.Add(runtime);
        var method = new MethodDefinition("M", MethodAttributes.Static, new TypeReference("System", "Void", module, runtime, valueType: true));
        var code = method.Body.GetILProcessor();
        foreach (var member in members)
        {
            var definition = Definitions.Value[member.Assembly].LookupToken(member.Token);
            code.Append(definition switch
            {
                TypeDefinition type => code.Create(OpCodes.Ldtoken, module.ImportReference(type)),
                MethodDefinition named => code.Create(OpCodes.Ldtoken, module.ImportReference(named)),
                FieldDefinition field => code.Create(OpCodes.Ldtoken, module.ImportReference(field)),
                _ => throw new InvalidOperationException($"{member.Symbol} is a {definition}."),
            });
        }

        code.Append(code.Create(OpCodes.Ret));
        module.Types[0].Methods.Add(method);
        using var image = new MemoryStream();
        assembly.Write(image);
        return image.ToArray();
    }

    private static readonly Lazy<IReadOnlyDictionary<string, ModuleDefinition>> Definitions = new(() =>
        Everything.Value.Select(member => member.Assembly).Distinct()
            .ToDictionary(name => name, name => ModuleDefinition.ReadModule(Path.Combine(Layers.TargetingPack, name + ".dll"))));
}
