using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Worker;

namespace Automator.Tests.Worker;

/// <summary>The worker's cache in this process, where its load contexts can be counted.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class ImageCacheTests(CompilerFixture compiler)
{
    private const int Images = 2 * Lane.MostImages;

    /// <summary>Whatever could hold on to an image: types of its own in values, lambdas, an iterator, an error with its trace.</summary>
    private const string Rule =
        """
        record Tally(int Count, IReadOnlyList<Word> Words);
        record struct Word(string Text, Size Size);
        enum Size { Short, Long }
        async IAsyncEnumerable<int> Numbers() { for (var n = 0; n < 3; n++) { await Task.CompletedTask; yield return n; } }
        On.Demand(async () =>
        {
            var tally = await State.Get<Tally>("tally") ?? new Tally(0, []);
            await foreach (var number in Numbers())
                tally = tally with { Count = tally.Count + number, Words = [.. tally.Words, new Word($"{number}", Size.Long)] };
            await State.Set("tally", tally);
            throw new InvalidOperationException(string.Join(", ", tally.Words.Select(word => word).GroupBy(word => word.Size).Select(group => group.Key)));
        });
        """;

    [Fact]
    public async Task ImagesThatWent_LeaveNoLoadContext()
    {
        var image = await compiler.Compile(Rule);
        image.Errors.ShouldBeEmpty();
        var name = Guid.NewGuid().ToString("N");

        AliveWhenAllWereUsed(name, image).ShouldBe(Lane.MostImages);

        Alive(name).ShouldBe(0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AliveWhenAllWereUsed(string name, CompileAnswer image)
    {
        var cache = new ImageCache();
        UseAll(cache, name, image);
        var alive = Alive(name);
        GC.KeepAlive(cache);
        return alive;
    }

    /// <summary>As a lane hands them over: the longest unused goes when there are as many as it may hold.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseAll(ImageCache cache, string name, CompileAnswer image)
    {
        var before = SynchronizationContext.Current;
        var pump = new Pump();
        SynchronizationContext.SetSynchronizationContext(pump);
        try
        {
            for (var n = 0; n < Images; n++)
            {
                var gone = n < Lane.MostImages ? null : $"{name} {n - Lane.MostImages}";
                cache.Load(new LoadImage { ImageHash = $"{name} {n}", Dll = image.Dll!, Pdb = image.Pdb!, InPlaceOf = gone });
                Run(cache[$"{name} {n}"], pump).ShouldBe("Long");
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <returns>What its error said.</returns>
    private static string Run(Image image, Pump pump)
    {
        using var written = new MemoryStream();
        var pipe = new FramePipe<HostFrame, WorkerFrame>(Stream.Null, written, ProtocolJson.Default.HostFrame, ProtocolJson.Default.WorkerFrame, 100_000);
        var session = new RunSession(pipe, Begin(), image);
        session.Begin();
        Answer(1, new StateValue { Value = JsonElement.Parse("""{ "Count": 4, "Words": [{ "Text": "four", "Size": "Short" }] }""") });
        Answer(2, Done.Value);
        return Ended(written.ToArray()).Error!.Message["Short, ".Length..];

        void Answer(long sequence, object result)
        {
            session.Answer(new AnswerCall { Sequence = sequence, At = WorkerBench.Start, Result = JsonSerializer.SerializeToElement(result, result.GetType(), ProtocolJson.Default) });
            pump.Drain();
            session.SayWhereItIs();
        }
    }

    private static RunEnded Ended(byte[] frames)
    {
        var pipe = new FramePipe<WorkerFrame, HostFrame>(new MemoryStream(frames), Stream.Null, ProtocolJson.Default.WorkerFrame, ProtocolJson.Default.HostFrame, 100_000);
        while (pipe.Read() is { } frame)
        {
            if (frame is RunEnded ended)
                return ended;
        }

        throw new InvalidOperationException("The run did not end.");
    }

    private static BeginRun Begin() => new()
    {
        ImageHash = "image",
        Handler = "demand-1",
        Facts = new RunFacts { RunId = "run", Account = "demo", Rule = "rule", StartedAt = WorkerBench.Start, Zone = new ZoneTable { Name = "UTC", FirstOffset = 0, Shifts = [] } },
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Alive(string name)
    {
        // A context goes in two collections: what it holds, then itself.
        for (var turn = 0; turn < 4; turn++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return AssemblyLoadContext.All.Count(context => context.Name?.StartsWith(name, StringComparison.Ordinal) == true);
    }
}
