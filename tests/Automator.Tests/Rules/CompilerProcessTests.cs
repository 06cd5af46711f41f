using System.Diagnostics;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

public sealed class CompilerProcessTests
{
    /// <summary>Overloads times nested lambdas: each level doubles the ways to bind it.</summary>
    private static string Bomb { get; } =
        "void M(Func<int, int> f) { }\nvoid M(Func<string, string> f) { }\nstatic class N { public static int F(Func<int, int> f) => 1; public static int F(Func<string, int> f) => 1; public static int F(Func<long, int> f) => 1; public static int F(Func<char, int> f) => 1; }\nvar x = "
        + string.Concat(Enumerable.Range(0, 14).Select(n => $"N.F(a{n} => ")) + "a0" + new string(')', 14) + ";";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CompilationThatDoesNotEnd_IsStoppedAndTheNextOneWorks()
    {
        var limits = new CompilerLimits { Compile = TimeSpan.FromSeconds(1), WarmUp = TimeSpan.FromMinutes(1) };
        await using var compiler = new CompilerProcess(ChildProgram.Compiler, TimeProvider.System, limits);
        (await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation)).Errors.ShouldBeEmpty();

        var bombed = await compiler.Compile(CompilerFixture.Request(Bomb), Cancellation);
        var next = await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);

        bombed.Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("/rules/rule.csx(1,1,1,1): error RULE102: Compiling took more than 1 s and was stopped. Make the file simpler.");
        next.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task SecondCompileBombInARow_GetsNoMoreTimeThanTheFirst()
    {
        var limits = new CompilerLimits { Compile = TimeSpan.FromSeconds(1), WarmUp = TimeSpan.FromMinutes(1) };
        await using var compiler = new CompilerProcess(ChildProgram.Compiler, TimeProvider.System, limits);

        for (var n = 0; n < 2; n++)
        {
            (await compiler.Compile(CompilerFixture.Request(Bomb), Cancellation)).Errors.ShouldHaveSingleItem().Message
                .ShouldBe("Compiling took more than 1 s and was stopped. Make the file simpler.");
        }
    }

    [Fact]
    public async Task CompilerKilledBeforeItIsWarm_IsNoErrorOfTheFile()
    {
        var limits = new CompilerLimits { WarmUp = TimeSpan.FromMilliseconds(1) };
        await using var compiler = new CompilerProcess(ChildProgram.Compiler, TimeProvider.System, limits);

        var error = (await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation)).Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe("RULE101");
        error.Message.ShouldBe("The compiler could not be started: it was not ready after 0.001 s.");
    }

    [Fact]
    public async Task CompilationThatGrowsTooLarge_IsStopped()
    {
        var limits = new CompilerLimits { Memory = 1024 * 1024, MemoryCheck = TimeSpan.FromMilliseconds(1) };
        await using var compiler = new CompilerProcess(ChildProgram.Compiler, TimeProvider.System, limits);

        var answer = await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);

        answer.Errors.ShouldHaveSingleItem().ToString()
            .ShouldBe("/rules/rule.csx(1,1,1,1): error RULE103: Compiling took more than 1 MB and was stopped. Make the file simpler.");
    }

    [Fact]
    public async Task CompilerKilledBetweenCompilations_IsReplaced()
    {
        await using var compiler = new CompilerProcess(TimeProvider.System);
        await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);
        var first = compiler.ProcessId.ShouldNotBeNull();
        using (var process = Process.GetProcessById(first))
        {
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        var next = await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);

        next.Errors.ShouldBeEmpty();
        compiler.ProcessId.ShouldNotBe(first);
    }

    [Fact]
    public async Task CompilerKilledWhileItCompiles_IsAnErrorOfThatFileAlone()
    {
        await using var compiler = new CompilerProcess(TimeProvider.System);
        await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);
        var compiling = compiler.Compile(CompilerFixture.Request(Bomb), Cancellation);
        using (var process = Process.GetProcessById(compiler.ProcessId.ShouldNotBeNull()))
            process.Kill();

        (await compiling).Errors.ShouldHaveSingleItem().Code.ShouldBe("RULE104");
        (await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task CompilationsThatWaitWhileItEnds_AreRefused_AndStartNoProcess()
    {
        var compiler = new CompilerProcess(TimeProvider.System);
        await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);
        string[] sources = [Bomb, "var a = 1;", "var a = 2;", "var a = 3;"];
        var compiling = Task.WhenAll(sources.Select(source => compiler.Compile(CompilerFixture.Request(source), Cancellation)));

        await compiler.DisposeAsync();

        (await compiling.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation))
            .ShouldAllBe(answer => answer.Errors.Single().Message == "The compiler could not be started: Automator is ending.");
        compiler.ProcessId.ShouldBeNull();
    }

    [Fact]
    public async Task CompilerThatHasCompiledOften_IsReplacedAndTheNextOneWorks()
    {
        await using var compiler = new CompilerProcess(ChildProgram.Compiler, TimeProvider.System, new CompilerLimits { Compilations = 2 });
        await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);
        var first = compiler.ProcessId.ShouldNotBeNull();
        (await compiler.Compile(CompilerFixture.Request("var a = 2;"), Cancellation)).Errors.ShouldBeEmpty();

        compiler.ProcessId.ShouldNotBe(first);
        (await compiler.Compile(CompilerFixture.Request("var a = 3;"), Cancellation)).Errors.ShouldBeEmpty();
    }

    /// <summary>The short form of what docs/benchmarks.md measures over 10,000: a compilation that stayed whole would weigh some 3 MB.</summary>
    [Fact]
    public async Task TwoHundredCompilations_LeaveTheCompilerNotMuchLargerThanFifty()
    {
        await using var compiler = new CompilerProcess(TimeProvider.System);
        await Compile(0, 50);
        var (process, before) = (compiler.ProcessId, compiler.Memory);

        await Compile(50, 250);

        compiler.ProcessId.ShouldBe(process);
        compiler.Memory.ShouldBeLessThan(before * 3 / 2);

        async Task Compile(int from, int to)
        {
            for (var n = from; n < to; n++)
                (await compiler.Compile(CompilerFixture.Request(Texts.Described(n)), Cancellation)).Errors.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task RequestsAtOnce_AreAllAnswered()
    {
        await using var compiler = new CompilerProcess(TimeProvider.System);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => compiler.Compile(CompilerFixture.Request($"var a = foo{n};"), Cancellation)));

        for (var n = 0; n < answers.Length; n++)
            answers[n].Errors.ShouldHaveSingleItem().Message.ShouldContain($"'foo{n}'");
    }

    [Fact]
    public async Task MissingCompiler_IsAnErrorThatSaysSo()
    {
        await using var compiler = new CompilerProcess(new ChildProgram { Path = "/nowhere/compiler" }, TimeProvider.System, new CompilerLimits());

        var answer = await compiler.Compile(CompilerFixture.Request("var a = 1;"), Cancellation);

        answer.Errors.ShouldHaveSingleItem().ToString().ShouldBe(
            "/rules/rule.csx(1,1,1,1): error RULE101: The compiler could not be started: /nowhere/compiler is missing: this installation is not complete. Build or publish Automator.Host again.");
    }

    [Fact]
    public void Version_NamesEveryPartAnImageDependsOn() => CompilerVersion.Of(ChildProgram.Compiler).Split(' ').Distinct().Count().ShouldBe(4);
}
