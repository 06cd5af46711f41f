using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Automator.Host.Rules;

namespace Automator.Tests.Compiler;

[Collection(nameof(CompilerFixture))]
public sealed class InliningTests(CompilerFixture compiler)
{
    [Fact]
    public async Task MethodsOfRules_StayByThemselves_WhateverTheyAre()
    {
        var dll = await compiler.Image("""
            int Local(int n) => n + 1;
            T Generic<T>(T value) => value;
            On.Demand(async () =>
            {
                Func<int, int> lambda = n => Local(n) * 2;
                await Task.CompletedTask;
                Log.Info($"{Generic(lambda(3))} {new Point(1, 2).Sum} {string.Join(",", Counted())}");
            });
            IEnumerable<int> Counted() { yield return 1; }
            record Point(int X, int Y) { public int Sum => X + Y; public event Action Moved; }
            """);

        using var image = new PEReader(new MemoryStream(dll));
        var metadata = image.GetMetadataReader();
        var methods = metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0).ToList();
        methods.Count.ShouldBeGreaterThan(20);
        methods.ShouldAllBe(method => method.ImplAttributes.HasFlag(MethodImplAttributes.NoInlining));
        ImageGate.Refusals(dll).ShouldBeEmpty();
    }
}
