using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Tests.Compiler;
using Shouldly;
using Xunit;

namespace Automator.Tests.Sandbox;

/// <summary>The compiler's limits do not lean on the source gate, and the gate is not there for nothing.</summary>
public sealed class WithoutSourceGateTests
{
    [Fact]
    public async Task WhatTheGateRefuses_EndsTheCompilerOrCompilesAndTheNextOneWorks()
    {
        var ungated = ChildProgram.Compiler with { Environment = StartupHook.Environment, Layers = default };
        await using var compiler = new CompilerProcess(ungated, TimeProvider.System, new CompilerLimits { WarmUp = TimeSpan.FromMinutes(1) });
        var died = 0;
        foreach (var (source, gate) in SourceGateTests.TooMuch.Select(row => row.Data))
        {
            var answer = await Compile(source);

            answer.Errors.ShouldNotContain(error => error.Code == "RULE001", "the gate is off");
            died += answer.Errors.Any(error => error.Code is "RULE102" or "RULE103" or "RULE104") ? 1 : 0;
            (await Compile("On.Demand(() => Task.CompletedTask);")).Errors.ShouldBeEmpty(gate);
        }

        died.ShouldBeGreaterThan(0, "without the gate some of it is the end of the compiler");

        Task<Automator.Sdk.Protocol.CompileAnswer> Compile(string source) => compiler.Compile(CompilerFixture.Request(source), TestContext.Current.CancellationToken);
    }
}
