using System.Text;
using System.Text.RegularExpressions;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Runs;
using CsCheck;

namespace Automator.Tests.Hostile;

/// <summary>What a worker says, spoiled at random: its run ends, nothing outside the image's operations is done, and the next run is as it ever was.</summary>
[Collection(nameof(CompilerFixture))]
public sealed partial class MutatedFramesTests(CompilerFixture compiler)
{
    /// <summary>Reads who it is, adds to-dos; and completes none.</summary>
    private const string Rule = "On.ProjectCreated(async p => { await Basecamp.Me(); await (await p.TodoList(\"a\")).CreateItem(\"b\"); });";

    private static readonly byte[][] Valid =
    [
        .. new WorkerFrame[]
        {
            new RunStarted { Turn = 1 },
            new LogWritten { Level = LogSeverity.Info, Text = "text ü 💣" },
            new CallIssued { Sequence = 1, Operation = new ReadMe() },
            new CallIssued { Sequence = 2, Operation = new CreateTodoItem { TodoListId = 7, Content = "b" } },
            new CallIssued { Sequence = 3, Operation = new CompleteTodoItem { Id = 7 } },
            new CallIssued { Sequence = 4, Operation = new ReadState { Key = "a" } },
            new CallIssued { Sequence = 5, Operation = new CreateCalendarEntry { ProjectId = 7, Kind = CalendarEntryKind.Milestone, Title = "a", DueOn = new(2026, 1, 1) } },
            new RunEnded { Turn = 1, Ending = RunEnding.Completed },
        }.Select(FakeWorker.Json),
    ];

    private static readonly string[] Words = ["null", "[null]", "{}", "[]", "-1", "9223372036854775807", "1e999", "\"\"", "\"\\ud800\"", "\"9999-99-99\"", "true"];

    /// <summary>Frames taken out of order, doubled and left out, with bytes and whole values replaced.</summary>
    private static readonly Gen<byte[][]> Spoiled = Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 9], Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, Words.Length - 1])
        .Array[0, 12].Select(choices => choices.Zip(Counted([.. choices.Select(choice => Valid[choice.Item1])]))
            .Select(one => One(one.Second, one.First.Item2, one.First.Item3, one.First.Item4, Words[one.First.Item5])).ToArray());

    [Fact]
    public async Task SpoiledFrames_EndTheirRunAndReachNothingElse()
    {
        using var worker = new FakeWorker(afterwards: "exit 0");
        var account = new RecordingAccount();
        await using var bench = await RunsBench.Open(compiler, lanes: 1, worker: worker.Program, account: account);
        var image = await bench.Image(Rule);
        image.Manifest.Operations.ShouldNotContain("todo-item.complete");
        var good = await bench.Image("On.Demand(() => { Log.Info(\"good\"); return Task.CompletedTask; });");
        await Try(Valid[1..4]);
        account.Performed.ShouldContain("todo-item.create", "unspoiled, what the image shows is done");
        await Try([.. Counted([Valid[2], Valid[4]])]);
        await Spoiled.SampleAsync(Try, iter: 20, threads: 1);

        async Task Try(byte[][] frames)
        {
            worker.Says(frames.Select(FakeWorker.Raw).Prepend(FakeWorker.Frame(new RunStarted { Turn = 1 })));
            worker.Again();
            foreach (var lane in bench.Lanes.All)
                lane.Kill();

            var ended = (await bench.StartNow(bench.Due("hostile", "project-created-1", Trigger.ProjectCreated) with { Payload = """{"id":7}""" }, image))[^1].ShouldBeOfType<RunEvent.Ended>();
            var next = await bench.StartNow(bench.Due("good"), good);

            ended.Reason?.ShouldNotContain("could not carry the run to its end");
            account.Performed.Except(image.Manifest.Operations).ShouldBeEmpty();
            next.OfType<RunEvent.Line>().Select(line => line.Text).ShouldBe(["good"]);
            next[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded, next[^1].ToString());
        }
    }

    /// <summary>The calls numbered as they come, so that those behind the first are looked at too.</summary>
    private static IEnumerable<byte[]> Counted(byte[][] frames)
    {
        var calls = 0;
        foreach (var frame in frames)
        {
            var text = Encoding.UTF8.GetString(frame);
            yield return Encoding.UTF8.GetBytes(Sequence().Replace(text, _ => $"\"sequence\":{++calls}"));
        }
    }

    [GeneratedRegex("\"sequence\":\\d+")]
    private static partial Regex Sequence();

    private static byte[] One(byte[] json, int how, int where, byte with, string word)
    {
        var at = where % json.Length;
        if (how < 5)
            return json;
        if (how < 7)
            return [.. json[..at], with, .. json[(at + 1)..]];
        if (how == 7)
            return json[..Math.Max(1, at)];
        var text = Encoding.UTF8.GetString(json);
        var colons = text.Select((letter, n) => (letter, n)).Where(one => one.letter == ':').Select(one => one.n).ToArray();
        var colon = colons[where % colons.Length];
        var end = text.IndexOfAny([',', '}'], colon);
        return Encoding.UTF8.GetBytes(text[..(colon + 1)] + word + text[end..]);
    }

    private sealed class RecordingAccount : IAccountClient
    {
        private long _id;

        internal List<string> Performed { get; } = [];

        public Task<object> Answer(Operation query, RequestSource source, CancellationToken cancellation)
        {
            Performed.Add(query.OperationName);
            return Task.FromResult<object>(query is ReadMe ? new Person { Id = 1 } : Array.Empty<Project>());
        }

        public EffectRequest Plan(Operation effect) => EffectPlan.Of(effect) with { Description = effect.OperationName };

        public Task<EffectAnswer> Send(EffectRequest request, RequestSource source, CancellationToken cancellation)
        {
            Performed.Add(request.Description);
            return Task.FromResult(new EffectAnswer { Status = 201, CreatedId = request.Creates ? ++_id : null });
        }
    }
}
