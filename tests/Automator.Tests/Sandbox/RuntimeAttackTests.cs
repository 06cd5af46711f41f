using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Tests.Compiler;
using Automator.Tests.Runs;

namespace Automator.Tests.Sandbox;

/// <summary>What no gate stops is run: in a confined worker its run ends, and the next one is as it ever was.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class RuntimeAttackTests(CompilerFixture compiler)
{
    private static readonly IReadOnlyDictionary<string, Snippet> Attacks =
        Snippet.All("attacks").Where(attack => attack.Value.Layer == "runtime").ToDictionary(StringComparer.Ordinal);

    /// <summary>They try what is there for all, and get nothing by it.</summary>
    private static readonly string[] Harmless = ["compiled-expression", "stack-trace-by-text"];

    public static TheoryData<string> Names { get; } = [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Attack_EndsItsRunAndNothingElse(string name)
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        var image = await bench.Image(AsARule(Attacks[name].Source));
        var good = await bench.Image("On.Demand(() => { Log.Info(\"good\"); return Task.CompletedTask; });");

        var ended = (await bench.Looked(bench.StartNow(bench.Due("attack"), image)))[^1].ShouldBeOfType<RunEvent.Ended>();

        if (Harmless.Any(harmless => name.EndsWith(harmless, StringComparison.Ordinal)))
            ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        else
            ended.Status.ShouldBeOneOf(RunStatus.Failed, RunStatus.LimitReached, RunStatus.TimedOut);
        var next = await bench.Looked(bench.StartNow(bench.Due("good"), good));
        next.OfType<RunEvent.Line>().Select(line => line.Text).ShouldBe(["good"]);
        next[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    /// <summary>The top level may not do most of it: so a handler does, beside the types it declares.</summary>
    private static string AsARule(string source)
    {
        var lines = source.Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal) ? 0
            : line.StartsWith("class ", StringComparison.Ordinal) || line.StartsWith("record ", StringComparison.Ordinal) || line.StartsWith("struct ", StringComparison.Ordinal) ? 2 : 1);
        var body = string.Join('\n', lines[1]);
        return $$"""
            {{string.Join('\n', lines[0])}}
            Rule.Limit(calls: 1000, processor: TimeSpan.FromSeconds(1), time: TimeSpan.FromSeconds(4));
            {{(body.StartsWith("On.", StringComparison.Ordinal) ? body : $"On.Demand(async () => {{ await Task.CompletedTask;\n{body}\n}});")}}
            {{string.Join('\n', lines[2])}}
            """;
    }
}
