using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Shouldly;
using Xunit;

namespace Automator.Tests.Compiler;

[Collection(nameof(CompilerFixture))]
public sealed class SampleRulesTests(CompilerFixture compiler)
{
    [Theory]
    [InlineData(Samples.CloseStaleTodos)]
    [InlineData(Samples.KickoffChecklist)]
    public async Task Sample_BecomesAnImageTheGateLetsThrough(string source)
    {
        var image = await compiler.Image(source);

        ImageGate.Refusals(image).ShouldBeEmpty();
    }

    [Fact]
    public async Task SameSource_InAnotherProcess_GivesTheSameBytes()
    {
        await using var other = new CompilerProcess(TimeProvider.System);

        var first = await compiler.Compile(Samples.CloseStaleTodos);
        var second = await other.Compile(CompilerFixture.Request(Samples.CloseStaleTodos), TestContext.Current.CancellationToken);

        second.Dll.ShouldNotBeNull().ShouldBe(first.Dll);
        second.Pdb.ShouldNotBeNull().ShouldBe(first.Pdb);
    }

    [Fact]
    public async Task Snippet_MayAwaitAtTheTopAndEndInAValue()
    {
        var answer = await compiler.Compile(CompilerFixture.Request("var people = await Basecamp.People();\npeople.Count") with { Kind = CompileKind.Snippet });

        answer.Errors.ShouldBeEmpty();
        ImageGate.Refusals(answer.Dll.ShouldNotBeNull()).ShouldBeEmpty();
    }

    [Fact]
    public async Task EntryPoint_IsTheFactoryOfScript()
    {
        var image = await compiler.Image(Samples.CloseStaleTodos);

        using var assembly = Mono.Cecil.AssemblyDefinition.ReadAssembly(new MemoryStream(image));
        assembly.MainModule.GetType("Script").Methods.ShouldContain(method => method.Name == "<Factory>" && method.IsStatic);
    }
}
