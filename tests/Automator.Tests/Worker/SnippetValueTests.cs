using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Worker;

/// <summary>What a console snippet shows of what it gave.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class SnippetValueTests(CompilerFixture compiler)
{
    private const string Numbers = "async IAsyncEnumerable<int> Numbers() { for (var i = 0; i < 3; i++) { await Task.CompletedTask; yield return i; } }\n";

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("1.5m", "1.5")]
    [InlineData("\"a\\nb\"", "a\nb")]
    [InlineData("true", "True")]
    [InlineData("new DateOnly(2026, 11, 24)", "2026-11-24")]
    [InlineData("new DateTimeOffset(2026, 11, 24, 9, 5, 0, TimeSpan.FromHours(1))", "2026-11-24 09:05:00 +01:00")]
    [InlineData("new DateTime(2026, 11, 24, 9, 5, 0)", "2026-11-24 09:05:00")]
    [InlineData("new[] { 1, 2 }", "1\n2")]
    [InlineData("new List<string> { \"a\", null! }", "a\nnull")]
    [InlineData("new int[0]", "(none)")]
    [InlineData("(1, \"a\")", "(1, a)")]
    [InlineData("var t = Task.FromResult(5); t", "5")]
    [InlineData("var t = Task.FromResult(new[] { 1, 2 }); t", "1\n2")]
    [InlineData(Numbers + "var all = Numbers(); all", "0\n1\n2")]
    [InlineData(Numbers + "Numbers().Where(n => n > 5)", "(none)")]
    [InlineData(Numbers + "var n = Numbers().CountAsync(); n", "3")]
    [InlineData(Numbers + "Numbers().Select(n => $\"<{n}>\")", "<0>\n<1>\n<2>")]
    [InlineData("Clock.Now", "2026-03-02 09:00:00 +00:00")]
    [InlineData("Clock.Today", "2026-03-02")]
    public async Task Value_IsShownAsText(string snippet, string text)
    {
        await using var bench = await WorkerBench.Snippet(compiler, snippet);

        var (_, ended) = await bench.Whole(handler: null);

        ended.Error.ShouldBeNull();
        ended.Value!.ReplaceLineEndings("\n").ShouldBe(text);
    }

    [Theory]
    [InlineData("string? s = null; s")]
    [InlineData("var a = 1;")]
    [InlineData("Task.CompletedTask")]
    [InlineData("ValueTask.CompletedTask")]
    public async Task Nothing_IsShownAsNothing(string snippet)
    {
        await using var bench = await WorkerBench.Snippet(compiler, snippet);

        var (_, ended) = await bench.Whole(handler: null);

        ended.Ending.ShouldBe(RunEnding.Completed);
        ended.Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("IEnumerable<int> All() { var n = 0; while (true) yield return n++; }\nAll()")]
    [InlineData("async IAsyncEnumerable<int> All() { var n = 0; while (true) { await Task.CompletedTask; yield return n++; } }\nvar all = All(); all")]
    public async Task EndlessSequence_IsCutOff(string snippet)
    {
        await using var bench = await WorkerBench.Snippet(compiler, snippet);

        var (_, ended) = await bench.Whole(handler: null);

        var lines = ended.Value.ShouldNotBeNull().Split(Environment.NewLine);
        lines.Length.ShouldBe(51);
        lines[^2..].ShouldBe(["49", "… (the first 50)"]);
    }

    [Fact]
    public async Task VeryLongText_IsCutOff()
    {
        await using var bench = await WorkerBench.Snippet(compiler, "\"\".PadLeft(20_000_000, 'a')");

        var (_, ended) = await bench.Whole(handler: null);

        ended.Value.ShouldNotBeNull().Length.ShouldBe(100_001);
    }

    [Fact]
    public async Task CallThatIsNotAwaited_IsAwaitedForItsValue()
    {
        await using var bench = await WorkerBench.Snippet(compiler, "var all = Basecamp.Projects(); all");
        bench.Begin(handler: null);
        await bench.Next<RunStarted>();
        await bench.Called<ListProjects>();

        bench.Answer(1, new[] { new Project { Id = 7, Name = "Seven" } });

        (await bench.Next<RunEnded>()).Value.ShouldNotBeNull().ShouldContain("Seven");
    }

    [Fact]
    public async Task SnippetThatThrows_FailsWithItsLine()
    {
        await using var bench = await WorkerBench.Snippet(compiler, "var a = 1;\nthrow new InvalidOperationException($\"no {a}\");");

        var (_, ended) = await bench.Whole(handler: null);

        ended.Ending.ShouldBe(RunEnding.Faulted);
        ended.Error!.Frames.ShouldBe(["/rules/rule.csx(2)"]);
    }
}
