using System.Text.Json;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Broker;

public sealed class RunBrokerTests
{
    private const string Complete = "todo-item.complete";
    private const string CreateItem = "todo-item.create";

    [Fact]
    public async Task Query_IsAnsweredByTheAccount()
    {
        await using var bench = await BrokerBench.Open(operations: "projects.list");
        bench.Account.Query = _ => new[] { new Project { Id = 7, Name = "Seven" } };

        var answer = await bench.Call(new ListProjects());

        answer.Failure.ShouldBeNull();
        ProtocolJson.FromElement<Project[]>(answer.Result!.Value).Single().Name.ShouldBe("Seven");
        bench.Broker.Spending.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task Effect_IsDurableBeforeItIsSent()
    {
        await using var bench = await BrokerBench.Open(operations: Complete);
        EffectRecord? seen = null;
        bench.Account.WhileUnderWay = (_, _) =>
        {
            seen = bench.Effects.Single();
            return Task.CompletedTask;
        };

        await bench.Call(new CompleteTodoItem { Id = 1 });

        seen.ShouldNotBeNull().Status.ShouldBe(EffectStatus.Intended);
        bench.Effects.Single().Status.ShouldBe(EffectStatus.Done);
    }

    [Fact]
    public async Task JournalThatCannotWrite_StopsTheRunBeforeAnythingIsSent()
    {
        await using var bench = await BrokerBench.Open(operations: Complete);
        await bench.Journal.Take("main", "account 1", TestContext.Current.CancellationToken);

        var answer = await bench.Call(new CompleteTodoItem { Id = 1 });

        answer.Failure!.Kind.ShouldBe(CallFailureKind.Stopped);
        bench.Account.Sent.ShouldBeEmpty();
        bench.Broker.Outcome.Status.ShouldBe(RunStatus.Failed);
        bench.Broker.Outcome.Reason!.ShouldContain("taken over by another host");
    }

    [Fact]
    public async Task Operation_ThatTheImageDoesNotShow_IsRefusedAndEndsTheRun()
    {
        await using var bench = await BrokerBench.Open(operations: "projects.list");

        var answer = await bench.Call(new CompleteTodoItem { Id = 1 });

        answer.Failure!.Kind.ShouldBe(CallFailureKind.Stopped);
        bench.Account.Sent.ShouldBeEmpty();
        bench.Broker.Outcome.Status.ShouldBe(RunStatus.Refused);
        (await bench.Call(new ListProjects())).Failure!.Kind.ShouldBe(CallFailureKind.Stopped);
    }

    [Fact]
    public async Task CallOutOfItsTurn_EndsTheRun()
    {
        await using var bench = await BrokerBench.Open(operations: Complete);

        var answer = await bench.Handle(new CallIssued { Sequence = 5, Operation = new CompleteTodoItem { Id = 1 } });

        answer.Failure!.Kind.ShouldBe(CallFailureKind.Stopped);
        bench.Account.Sent.ShouldBeEmpty();
        bench.Broker.Outcome.Reason!.ShouldContain("broke the protocol");
    }

    [Fact]
    public async Task WriteLimit_IsNamedBeforeTheRequestThatWouldPassIt()
    {
        await using var bench = await BrokerBench.Open(limits: new RunLimits { Writes = 2 }, operations: Complete);
        await bench.Call(new CompleteTodoItem { Id = 1 });
        await bench.Call(new CompleteTodoItem { Id = 2 });

        var answer = await bench.Call(new CompleteTodoItem { Id = 3 });

        answer.Failure!.Kind.ShouldBe(CallFailureKind.Stopped);
        bench.Account.Sent.Count.ShouldBe(2);
        bench.Broker.Outcome.Status.ShouldBe(RunStatus.LimitReached);
        bench.Broker.Outcome.Reason!.ShouldContain("2 times");
        bench.Effects[^1].Status.ShouldBe(EffectStatus.Failed);
    }

    [Fact]
    public async Task ReadLimit_IsNamedBeforeTheRequestThatWouldPassIt()
    {
        await using var bench = await BrokerBench.Open(limits: new RunLimits { Reads = 1 }, operations: "projects.list");
        await bench.Call(new ListProjects());

        await bench.Call(new ListProjects());

        bench.Broker.Outcome.Status.ShouldBe(RunStatus.LimitReached);
        bench.Broker.Spending.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task CallLimit_CountsStateToo()
    {
        await using var bench = await BrokerBench.Open(limits: new RunLimits { Calls = 1 });
        await bench.Call(new ReadState { Key = "a" });

        await bench.Call(new ReadState { Key = "a" });

        bench.Broker.Outcome.Status.ShouldBe(RunStatus.LimitReached);
        bench.Broker.Outcome.Reason!.ShouldContain("state.read");
    }

    [Fact]
    public async Task DryRun_SendsNothingAndNamesWhatItWouldCreateByNegativeIds()
    {
        await using var bench = await BrokerBench.Open(dry: true, operations: [CreateItem, Complete]);

        var first = await bench.Call(new CreateTodoItem { TodoListId = 1, Content = "a" });
        var second = await bench.Call(new CreateTodoItem { TodoListId = 1, Content = "b" });
        await bench.Call(new CompleteTodoItem { Id = 1 });

        bench.Account.Sent.ShouldBeEmpty();
        Id(first).ShouldBe(-1);
        Id(second).ShouldBe(-2);
        bench.Effects.Select(e => e.Status).ShouldBe([EffectStatus.Planned, EffectStatus.Planned, EffectStatus.Planned]);
    }

    [Fact]
    public async Task DryRun_ThatReadsBackWhatItCreated_IsRefusedInWords()
    {
        await using var bench = await BrokerBench.Open(dry: true, operations: [CreateItem, "todo-item.read"]);
        var id = Id(await bench.Call(new CreateTodoItem { TodoListId = 1, Content = "a" }));

        await bench.Call(new ReadTodoItem { Id = id });

        bench.Broker.Outcome.Status.ShouldBe(RunStatus.Refused);
        bench.Broker.Outcome.Reason!.ShouldContain("created itself");
    }

    [Fact]
    public async Task RefusedEffect_IsFailedAndTheRuleHearsWhy()
    {
        await using var bench = await BrokerBench.Open(operations: Complete);
        bench.Account.WhileUnderWay = (_, _) => throw Failed(CallFailureKind.NotFound, inDoubt: false);

        var answer = await bench.Call(new CompleteTodoItem { Id = 1 });

        answer.Failure!.Kind.ShouldBe(CallFailureKind.NotFound);
        bench.Effects.Single().Status.ShouldBe(EffectStatus.Failed);
        bench.Broker.Outcome.IsStopped.ShouldBeFalse();
    }

    [Fact]
    public async Task EffectStoppedWhileItWaited_WasNotSent()
    {
        await using var bench = await BrokerBench.Open(operations: Complete);
        bench.Account.BeforeSending = token => Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, token);
        var call = bench.Call(new CompleteTodoItem { Id = 1 });

        bench.Broker.Outcome.Stop(RunStatus.Cancelled, "A person cancelled it.");

        (await call).Failure!.Message.ShouldBe("A person cancelled it.");
        bench.Effects.Single().Status.ShouldBe(EffectStatus.Failed);
        bench.Account.Sent.ShouldBeEmpty();
    }

    /// <summary>The run may go on, and sends it then.</summary>
    [Fact]
    public async Task EffectThatWaitedWhenTheRunFellInDoubt_IsAsIfItHadNotBeen()
    {
        await using var bench = await BrokerBench.Open(operations: Complete);
        bench.Account.BeforeSending = token => Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, token);
        var call = bench.Call(new CompleteTodoItem { Id = 1 });

        bench.Broker.Outcome.Stop(RunStatus.InDoubt, "Another effect.");

        (await call).IsStop.ShouldBeTrue();
        bench.Effects.ShouldBeEmpty();
    }

    /// <summary>It had waited a minute for its turn when its host died, right after it had left.</summary>
    [Fact]
    public async Task EffectOfAHostThatDied_IsAskedAfter_OnceNoRequestOfThatHostCanBeUnderWay()
    {
        await using var bench = await BrokerBench.Open(operations: CreateItem);
        var asked = Asked(bench);
        var call = new CallIssued { Sequence = 1, Operation = new CreateTodoItem { TodoListId = 1, Content = "a" } };
        var begun = new EffectRecord
        {
            Run = bench.Run.Id,
            Sequence = 1,
            Operation = CreateItem,
            Description = "create to-do",
            Method = "POST",
            Path = "/path.xml",
            IntendedAt = bench.Time.GetUtcNow().AddSeconds(-61),
        };
        (await bench.Journal.Commit(bench.Fence, [new JournalOperation.AddEffect(begun)], TestContext.Current.CancellationToken)).ShouldBe(CommitResult.Done);

        var answering = bench.Handle(call, begun);
        await AskedAfter(bench, asked, TimeSpan.FromSeconds(40));

        (await answering).Failure.ShouldBeNull();
    }

    /// <summary>The try that had no answer began a minute after the effect was intended.</summary>
    [Fact]
    public async Task LateTryThatIsCutOff_IsAskedAfter_OnceTheAccountIsSurelyThroughWithIt()
    {
        await using var bench = await BrokerBench.Open(operations: CreateItem);
        var asked = Asked(bench);
        var (reached, waiting) = (new TaskCompletionSource(), new TaskCompletionSource());
        bench.Account.BeforeSending = _ =>
        {
            reached.TrySetResult();
            return waiting.Task;
        };
        bench.Account.WhileUnderWay = (_, _) => bench.Account.Sent.Count == 1 ? throw Failed(CallFailureKind.Unavailable, inDoubt: true) : Task.CompletedTask;

        var answering = bench.Call(new CreateTodoItem { TodoListId = 1, Content = "a" });
        await reached.Task;
        bench.Time.Advance(TimeSpan.FromSeconds(60));
        waiting.SetResult();
        await AskedAfter(bench, asked, TimeSpan.FromSeconds(40));

        (await answering).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task State_StaysWithTheRuleUnlessTheRunIsDry()
    {
        await using (var live = await BrokerBench.Open())
        {
            await live.Call(new WriteState { Key = "k", Value = JsonElement.Parse("5") });
            await live.RunJournal.End();
            live.Journal.State("main", live.Run.Rule, "k").ShouldBe("5");
        }

        await using var dry = await BrokerBench.Open(dry: true);
        await dry.Call(new WriteState { Key = "k", Value = JsonElement.Parse("5") });
        var seen = await dry.Call(new ReadState { Key = "k" });

        dry.Journal.State("main", dry.Run.Rule, "k").ShouldBeNull();
        ProtocolJson.FromElement<StateValue>(seen.Result!.Value).Value!.Value.GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task DelayInADryRun_DoesNotWait()
    {
        await using var bench = await BrokerBench.Open(dry: true);

        var answer = await bench.Call(new Delay { Time = TimeSpan.FromDays(1) });

        answer.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task CallTheHostStumblesOver_EndsThatRunInWords()
    {
        await using var bench = await BrokerBench.Open(dry: true);

        var answer = await bench.Call(new ReadState { Key = null! });

        answer.Failure!.Kind.ShouldBe(CallFailureKind.Stopped);
        bench.Broker.Outcome.Status.ShouldBe(RunStatus.Failed);
        bench.Broker.Outcome.Reason!.ShouldStartWith("The host could not carry out ReadState: ArgumentNullException:");
    }

    [Fact]
    public async Task StopThatComesAfterTheEnd_IsNoFault()
    {
        await using var bench = await BrokerBench.Open();
        bench.Broker.Dispose();

        bench.Broker.Outcome.Stop(RunStatus.TimedOut, "Late.");

        bench.Broker.Outcome.Status.ShouldBe(RunStatus.TimedOut);
    }

    [Fact]
    public async Task LogLines_KeepTheirOrderAndAreCutOffInWords()
    {
        await using var bench = await BrokerBench.Open();
        for (var i = 0; i < 10_050; i++)
            bench.RunJournal.Log(LogSeverity.Info, $"line {i}");

        await bench.RunJournal.End([]);

        var lines = bench.Journal.Log(bench.Run.Id);
        lines.Count.ShouldBe(10_001);
        lines.Take(10_000).Select(l => l.Text).ShouldBe(Enumerable.Range(0, 10_000).Select(i => $"line {i}"));
        lines[^1].Text.ShouldContain("more than 10000 lines");
    }

    /// <summary>Done once the account is asked what became of an effect.</summary>
    private static Task Asked(BrokerBench bench)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Account.Query = query =>
        {
            asked.TrySetResult();
            return query is ReadMe ? new Person { Id = 1 } : Array.Empty<TodoItem>();
        };
        return asked.Task;
    }

    /// <summary>Not before, though somebody waits for it.</summary>
    private static async Task AskedAfter(BrokerBench bench, Task asked, TimeSpan wait)
    {
        await bench.Time.NextWait();
        bench.Time.Advance(wait - TimeSpan.FromMilliseconds(1));
        asked.IsCompleted.ShouldBeFalse();
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        await asked.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private static long Id(CallAnswer answer) => ProtocolJson.FromElement<Created>(answer.Result!.Value).Id;

    private static CallFailedException Failed(CallFailureKind kind, bool inDoubt) =>
        new(new CallFailure { Kind = kind, Message = "It failed." }) { IsInDoubt = inDoubt };
}
