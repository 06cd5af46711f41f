using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Runs;
using Automator.Tests.Sandbox;

namespace Automator.Tests.Hostile;

/// <summary>Images that no gate has seen, in a confined worker: what code does that has got past compiler and image gate.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class EscapedCodeTests(CompilerFixture compiler)
{
    private static readonly Dictionary<string, (string Body, string Reason)> Escapes = new()
    {
        ["threads without end"] = ("while (true) { var t = new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)); t.Start(); }", "OutOfMemory|[Oo]ut of memory|ended by itself|memory, the limit|processor time, its limit"),
        ["threads that allocate"] = ("while (true) { var t = new System.Threading.Thread(() => { var all = new List<byte[]>(); while (true) all.Add(new byte[100_000]); }); t.Start(); }", "OutOfMemory|[Oo]ut of memory|ended by itself|memory, the limit|processor time, its limit"),
        ["threads that never rest"] = ("for (var n = 0; n < 8; n++) { var t = new System.Threading.Thread(() => { while (true) { } }); t.Start(); } System.Threading.Thread.Sleep(-1);", "processor time, its limit"),
        ["exit"] = ("Environment.Exit(0);", "ended by itself \\(exit code 0"),
        ["fail fast"] = ("Environment.FailFast(\"I leave.\");", "ended by itself .*I leave"),
        ["exception on another thread"] = ("new System.Threading.Thread(() => throw new InvalidOperationException(\"elsewhere\")).Start(); System.Threading.Thread.Sleep(-1);", "ended by itself .*elsewhere"),
        ["finalizer that throws"] = ("F.Make(); GC.Collect(); GC.WaitForPendingFinalizers();", "ended by itself .*finalized"),
        ["finalizer that does not end"] = ("G.Make(); GC.Collect(); GC.WaitForPendingFinalizers();", "processor time, its limit"),
        ["call from another thread"] = ("Exception? seen = null; var t = new System.Threading.Thread(() => { try { Log.Info(\"x\"); } catch (Exception e) { seen = e; } }); t.Start(); t.Join(); throw seen!;", "on one thread"),
        ["words of its own to the host"] = ("var p = new Microsoft.Win32.SafeHandles.SafeFileHandle(1, false); using var s = new System.IO.FileStream(p, System.IO.FileAccess.Write, 0); s.Write(new byte[] { 255, 255, 255, 255 }); s.Flush(); System.Threading.Thread.Sleep(-1);", "broke the protocol"),
        ["file"] = ("System.IO.File.ReadAllText(\"/etc/passwd\");", "UnauthorizedAccessException"),
        ["line to standard error that does not end"] = ("var p = new Microsoft.Win32.SafeHandles.SafeFileHandle(2, false); using var s = new System.IO.FileStream(p, System.IO.FileAccess.Write, 0); var b = new byte[1 << 20]; Array.Fill(b, (byte)'x'); for (var n = 0; n < 200; n++) s.Write(b); Environment.Exit(3);", "exit code 3"),
        ["assembly that is not loaded"] = ("System.Reflection.Assembly.Load(\"System.Net.Http\");", "FileNotFoundException|FileLoadException"),
    };

    public static TheoryData<string> Names { get; } = [.. Escapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EscapedCode_EndsItsRunAndNothingElse(string name)
    {
        var (body, reason) = Escapes[name];
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        var image = Image($$"""
            class F { ~F() => throw new InvalidOperationException("finalized"); [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public static void Make() => new F(); }
            class G { ~G() { while (true) { } } [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public static void Make() => new G(); }
            On.Demand(async () => { await Task.CompletedTask; {{body}} });
            """);
        ImageGate.Refusals(image.Dll).ShouldNotBeEmpty("no gate lets it through");
        await bench.Rule("good", "On.Demand(() => { Log.Info(\"good\"); return Task.CompletedTask; });");
        bench.Run();

        var ended = (await bench.Looked(bench.StartNow(bench.Due("escaped"), image)))[^1].ShouldBeOfType<RunEvent.Ended>();

        ended.Status.ShouldBeOneOf(RunStatus.Failed, RunStatus.LimitReached);
        ended.Reason.ShouldNotBeNull().ShouldMatch(reason);
        var next = await bench.Looked(bench.Fire(bench.Due("good")));
        next.OfType<RunEvent.Line>().Select(line => line.Text).ShouldBe(["good"]);
        next[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    /// <summary>Code that is made better while it runs wants what the filter could refuse.</summary>
    [Fact]
    public async Task ConfinedWorker_LastsForAllTheRunsItMayHave()
    {
        await using var bench = await RunsBench.Open(compiler, lanes: 1);
        var rule = await bench.Image("On.Demand(async () => { var n = await State.Get<int>(\"n\"); await State.Set(\"n\", n + Enumerable.Range(0, 1000).Count(i => i == n)); Log.Info($\"{n}\"); });");
        HashSet<int> workers = [];
        for (var n = 0; n < Host.Processes.Lanes.RunsPerWorker; n++)
        {
            (await bench.StartNow(bench.Due("a"), rule))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
            bench.Time.Advance(TimeSpan.FromSeconds(1)); // Runs that start in one instant are told apart by chance alone.
            workers.UnionWith(bench.Lanes.All.Select(lane => lane.ProcessId));
        }

        workers.ShouldHaveSingleItem();
        bench.Journal.State("main", new("a"), "n").ShouldBe($"{Host.Processes.Lanes.RunsPerWorker}");
    }

    private static RuleImage Image(string source)
    {
        var (dll, pdb) = Layers.ForAWorker(source);
        return new RuleImage
        {
            Hash = Guid.NewGuid().ToString("N"),
            Dll = dll,
            Pdb = pdb,
            Manifest = new RuleManifest { Rule = new RuleDefinition { Limits = new RunLimits { Processor = TimeSpan.FromSeconds(2) } }, Operations = [], Does = [], Files = [] },
        };
    }
}
