using System.Text.Json;
using Automator.Benchmarks.Report;
using Automator.Host.Processes;
using Automator.Sdk.Protocol;

namespace Automator.Benchmarks.Soak;

/// <summary>One worker that nobody replaces: every image is registered, and run until its second call, which fails, so that errors pass through its frames.</summary>
internal sealed class WorkerSoak(ChildProgram program, IReadOnlyList<StoredRule> images)
{
    private const int Samples = 250;

    internal Growth Growth { get; } = new("one worker, never replaced");

    internal async Task Run(CancellationToken cancellation)
    {
        await using var lane = await Lane.Start(program, TimeProvider.System, cancellation);
        var sampled = 0;
        for (var place = 0; place < images.Count; place++)
        {
            await Use(lane, images[place], cancellation);
            for (; sampled < (long)(place + 1) * Samples / images.Count; sampled++)
                Growth.Add(Machine.Resident(lane.ProcessId), lane.ProcessId);
        }
    }

    private static async Task Use(Lane lane, StoredRule image, CancellationToken cancellation)
    {
        var (dll, pdb) = await image.Read(cancellation);
        lane.Load(image.Hash, dll, pdb);
        lane.Send(new RegisterRule { ImageHash = image.Hash, Turn = lane.Turn });
        if (await lane.Receive(cancellation) is not RuleRegistered)
            throw new InvalidOperationException($"The image {image.Hash} does not register.");
        lane.Send(Begin(image) with { Turn = lane.Turn });
        while (true)
        {
            switch (await lane.Receive(cancellation))
            {
                case CallIssued { Operation: ReadState } call:
                    lane.Send(new AnswerCall { Sequence = call.Sequence, At = Now, Result = Json(new StateValue { Value = Tally }) });
                    break;
                case CallIssued call:
                    lane.Send(new AnswerCall { Sequence = call.Sequence, At = Now, Failure = new CallFailure { Kind = CallFailureKind.NotFound, Message = "It is gone." } });
                    break;
                case RunEnded { Ending: RunEnding.Faulted }:
                    return;
                case RunEnded ended:
                    throw new InvalidOperationException($"The run of {image.Hash} ended as {ended.Ending}.");
            }
        }
    }

    private static DateTimeOffset Now { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static JsonElement Tally { get; } = JsonElement.Parse("""{ "Todo": 1, "Runs": 1 }""");

    private static JsonElement Json(StateValue value) => JsonSerializer.SerializeToElement(value, typeof(StateValue), ProtocolJson.Default);

    private static BeginRun Begin(StoredRule image) => new()
    {
        ImageHash = image.Hash,
        Handler = ChangingRule.Handler,
        Facts = new RunFacts
        {
            RunId = image.Hash,
            Account = "demo",
            Rule = ChangingRule.Name,
            StartedAt = Now,
            Zone = new ZoneTable { Name = "UTC", FirstOffset = 0, Shifts = [] },
        },
    };
}
