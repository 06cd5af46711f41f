using System.Diagnostics;
using System.Text.Json;
using Automator.Host.Processes;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Worker;

namespace Automator.Tests.Processes;

/// <summary>What a worker process can do to the host: end, and nothing else.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class LaneTests(CompilerFixture compiler)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WorkerKilledInTheMiddle_IsToldWithItsExitCode()
    {
        await using var bench = await WorkerBench.Demand(compiler, "await Basecamp.Me();");
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Next<CallIssued>();

        using (var process = Process.GetProcessById(bench.Lane.ProcessId))
            process.Kill();

        (await Trouble(bench)).ShouldBe("The worker process ended by itself (exit code 137).");
    }

    [Fact]
    public async Task EndlessLoop_EndsWhenTheWorkerIsKilled()
    {
        await using var bench = await WorkerBench.Demand(compiler, "while (true) { } await Task.CompletedTask;");
        bench.Begin();
        await bench.Next<RunStarted>();

        bench.Lane.Kill();

        (await Trouble(bench)).ShouldContain("ended by itself");
        bench.Lane.HasExited.ShouldBeTrue();
    }

    [Fact]
    public async Task EndlessRecursion_SaysThatTheStackOverflowed()
    {
        await using var bench = await WorkerBench.Demand(compiler, "int Down(int n) => Down(n + 1) + Down(n + 2); Log.Info($\"{Down(0)}\"); await Task.CompletedTask;");
        bench.Begin();
        await bench.Next<RunStarted>();

        (await Trouble(bench)).ShouldContain("Stack overflow");
    }

    [Fact]
    public async Task ExhaustedMemory_EndsTheRunAndNothingElse()
    {
        await using var bench = await WorkerBench.Demand(compiler, "var all = new List<int[]>(); while (true) { all.Add(new int[1_000_000]); } await Task.CompletedTask;");
        bench.Begin();
        await bench.Next<RunStarted>();

        string told;
        try
        {
            told = (await bench.Next<RunEnded>()).Error!.Type;
        }
        catch (LaneException e)
        {
            told = e.Message;
        }

        told.ShouldMatch("OutOfMemory|Out of memory");
    }

    [Fact]
    public async Task LargeFrames_ComeThroughBothWays()
    {
        await using var bench = await WorkerBench.Demand(compiler, "var t = await State.Get<string>(\"a\"); await Basecamp.CreateProject(t + t); Log.Info($\"{t!.Length}\");");
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Called<ReadState>();

        bench.Answer(1, new StateValue { Value = JsonSerializer.SerializeToElement(new string('x', 5_000_000)) });

        (await bench.Called<CreateProject>()).Name.Length.ShouldBe(10_000_000);
        bench.Answer(2, new Created { Id = 1 });
        (await bench.Logged()).ShouldBe("5000000");
    }

    [Fact]
    public async Task MoreImagesThanAWorkerHolds_AreAllRunnable()
    {
        await using var bench = await WorkerBench.Demand(compiler, "Log.Info(\"here\"); await Task.CompletedTask;");
        var image = await compiler.Compile("On.Demand(() => { Log.Info(\"here\"); return Task.CompletedTask; });");
        for (var round = 0; round < 2; round++)
        {
            for (var n = 0; n < Lane.MostImages + 3; n++)
            {
                bench.Lane.Load($"image {n}", image.Dll!, image.Pdb!);
                bench.Lane.Send(new RegisterRule { ImageHash = $"image {n}" });
                await bench.Next<RuleRegistered>();
            }
        }
    }

    [Fact]
    public async Task MissingWorker_IsTroubleThatSaysSo()
    {
        var missing = new ChildProgram { Path = "/nowhere/worker" };

        (await Should.ThrowAsync<LaneException>(() => Lane.Start(missing, TimeProvider.System, Cancellation))).Message.ShouldBe(
            "A worker process could not be started: /nowhere/worker is missing: this installation is not complete. Build or publish Automator.Host again.");
    }

    [Theory]
    [InlineData("printf '\\020\\000\\000\\000not json at all!'", "broke the protocol: A frame that is no WorkerFrame")]
    [InlineData("printf '\\377\\377\\377\\377'", "broke the protocol: A frame of -1 bytes")]
    [InlineData("printf '\\100\\146\\003\\001'", "broke the protocol: A frame of 17000000 bytes; at most 16777216 are taken.")]
    [InlineData("printf '\\020\\000'", "broke the protocol: A frame was cut off in its length.")]
    [InlineData("printf '\\020\\000\\000\\000{'", "broke the protocol: A frame of 16 bytes was cut off.")]
    [InlineData("printf '\\004\\000\\000\\000null'", "broke the protocol: A frame that is null.")]
    [InlineData("printf '\\016\\000\\000\\000{\"started\":{}}'", "spoke another protocol")]
    [InlineData("echo no such thing >&2; exit 5", "ended by itself (exit code 5: no such thing)")]
    public async Task ProgramThatIsNoWorker_IsTroubleThatSaysWhy(string script, string trouble)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell script stands in for the worker.");
        var folder = Directory.CreateTempSubdirectory("automator-");
        try
        {
            var file = Path.Combine(folder.FullName, "worker");
            await File.WriteAllTextAsync(file, $"#!/bin/sh\n{script}\n", Cancellation);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);

            (await Should.ThrowAsync<LaneException>(() => Lane.Start(new ChildProgram { Path = file }, TimeProvider.System, Cancellation)))
                .Message.ShouldContain(trouble);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> Trouble(WorkerBench bench) =>
        (await Should.ThrowAsync<LaneException>(bench.Next<WorkerFrame>)).Message;
}
