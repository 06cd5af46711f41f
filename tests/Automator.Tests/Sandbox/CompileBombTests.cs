using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Tests.Compiler;
using Shouldly;
using Xunit;

namespace Automator.Tests.Sandbox;

/// <summary>What the source gate lets through at its very edge, and what no shape gives away: one build each, and the next one works.</summary>
public sealed class CompileBombTests
{
    private static readonly CompilerLimits Limits = new() { Compile = TimeSpan.FromSeconds(2), WarmUp = TimeSpan.FromMinutes(1) };

    private static readonly Dictionary<string, string> Bombs = new()
    {
        ["brackets as deep as may be"] = $"var a = {Times("(", 99)}1{Times(")", 99)};",
        ["a chain as long as may be"] = $"var a = \"\"{Times(".Trim()", 240)};",
        ["a sum as long as may be"] = $"var a = 1{Times("+1", 490)};",
        ["as many branches as may be"] = $"var a = 1; if (a == 0) {{ }}{Times(" else if (a == 1) { }", 99)}",
        ["operators as many as may be"] = $"var a = {Times("!", 100)}true;",
        ["holes in holes as deep as may be"] = $"var a = {Times("$\"{", 10)}1{Times("}\"", 10)};",
        ["nested generics"] = $"{Times("List<", 100)}int{Times(">", 100)}? a = null;",
        ["a text that doubles"] = "const string S0 = \"0123456789abcdef\";\n" + string.Concat(Enumerable.Range(1, 40).Select(n => $"const string S{n} = S{n - 1} + S{n - 1};\n")),
        ["generics that grow"] = string.Concat(Enumerable.Range(0, 12).Select(n => $"class G{n}<T> {(n == 0 ? "" : $": G{n - 1}<(T, T)>")} {{ }}\n")) + "var a = new G11<int>();",
        ["a type inside itself"] = "class C<T> { public C<C<T>>? Next; }\nvar a = new C<int>();",
        ["many errors"] = string.Concat(Enumerable.Range(0, 3_000).Select(n => $"x{n}();\n")),
        ["many functions"] = string.Concat(Enumerable.Range(0, 2_000).Select(n => $"int F{n}() => {n};\n")),
        ["tuples of tuples"] = $"var a = {Times("(1, ", 90)}1{Times(")", 90)};",
        ["patterns of patterns"] = $"object o = 1; var a = o is {Times("(int or ", 90)}string{Times(")", 90)};",
        ["statements without blocks"] = $"void M(bool a) {{ {Times("if (a) ", 300)}; }}",
    };

    [Fact]
    public async Task Bombs_CostOneBuildEachAndTheNextOneWorks()
    {
        await using var compiler = new CompilerProcess(ChildProgram.Compiler, TimeProvider.System, Limits);
        foreach (var (name, bomb) in Bombs)
        {
            var answer = await compiler.Compile(CompilerFixture.Request(bomb), TestContext.Current.CancellationToken);

            answer.Errors.ShouldAllBe(error => error.Message.Length > 0, name);
            answer.Errors.Count.ShouldBeLessThanOrEqualTo(100, name);
            answer.Errors.ShouldNotContain(error => error.Code == "RULE001" || error.Code == "RULE101", name);
        }

        (await compiler.Compile(CompilerFixture.Request("var a = 1;"), TestContext.Current.CancellationToken)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bombs_CostWhatCompletesNoMoreThanARestart()
    {
        await using var completer = new CompletionProcess(ChildProgram.Completer, TimeProvider.System, Limits, TimeSpan.FromMinutes(5));
        foreach (var bomb in Bombs.Values)
            await completer.Ask(CompletionFixture.Request($"{bomb}\nvar z = |;"), TestContext.Current.CancellationToken);

        (await completer.Ask(CompletionFixture.Request("On.|"), TestContext.Current.CancellationToken)).Items.ShouldNotBeEmpty();
    }

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
