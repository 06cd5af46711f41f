using Automator.Host;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>Runs of which nobody can tell whether an effect was done: a person says so, and they go on from there.</summary>
[Collection(nameof(RunsCollection))]
public sealed class DoubtTests(CompilerFixture compiler)
{
    private const string Rule = """
        Rule.Limit(time: TimeSpan.FromDays(10));
        On.Demand(async () =>
        {
            try
            {
                var item = await Basecamp.TodoItem(1);
                Log.Info("before");
                await item.Complete();
                Log.Info("after");
            }
            catch (Exception e) { Log.Info($"caught {e.Message}"); }
            finally { Log.Info("finally"); }
        });
        """;

    private static readonly TodoItem Item = new() { Id = 1, Content = "a", TodoListId = 2 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunInDoubt_IsLeftWhereItIs()
    {
        await using var bench = await Bench();

        var run = await InDoubt(bench);

        Lines(bench, run).ShouldBe(["before", .. Lost]);
        run.End!.Reason.ShouldNotBeNull().ShouldEndWith($"'automator runs resolve {run.Id}'.");
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.InDoubt);
        bench.Journal.Kills("main").ShouldBeEmpty("an answer that was lost says nothing of the rule");
    }

    [Fact]
    public async Task Done_GoesOnAsIfTheAccountHadSaidSo()
    {
        await using var bench = await Bench();
        var run = await InDoubt(bench);

        var events = await bench.Settled(run, DoubtWord.Done);

        events[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        Lines(bench, run).ShouldBe(["before", .. Lost, $"By a person, at {bench.Time.GetUtcNow():yyyy-MM-dd HH:mm:ss'Z'}: 'perform CompleteTodoItem' was done.", "after", "finally"]);
        var effect = bench.Journal.Effects(run.Id).ShouldHaveSingleItem();
        effect.Status.ShouldBe(EffectStatus.Done);
        EffectDoubt.Of(effect.Doubt!).SettledAt.ShouldBe(bench.Time.GetUtcNow());
        bench.Journal.Run(run.Id)!.End!.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task NotDone_IsSentAgainWithoutAskingTheAccount()
    {
        await using var bench = await Bench();
        var run = await InDoubt(bench);

        var following = bench.Settled(run, DoubtWord.NotDone);
        var sent = await bench.Account.Next();
        sent.Asked.ShouldBeOfType<EffectRequest>();
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.Intended, "a crash from here on must not send it once more unasked");
        sent.Answer("done");

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.Done);
        Lines(bench, run)[^2..].ShouldBe(["after", "finally"]);
    }

    [Fact]
    public async Task NotDone_WhoseAnswerIsLostAgain_IsAskedFor()
    {
        await using var bench = await Bench();
        var run = await InDoubt(bench);
        var following = bench.Settled(run, DoubtWord.NotDone);
        (await bench.Account.Next()).Fail(LostAnswer());

        var looking = await Asked(bench);
        looking.Asked.ShouldBeOfType<ReadTodoItem>();
        looking.Answer(Item with { IsCompleted = true });

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task NotDone_CutOffWhileItIsSentAgain_IsAskedFor()
    {
        await using var bench = await Bench();
        var run = await InDoubt(bench);
        _ = bench.Settled(run, DoubtWord.NotDone);
        var sent = await bench.Account.Next();
        sent.Asked.ShouldBeOfType<EffectRequest>();

        var restarting = bench.Restart(run);
        sent.Fail(LostAnswer()); // As far as the next host can know.
        var following = await restarting;
        var looking = await Asked(bench);
        looking.Asked.ShouldBeOfType<ReadTodoItem>();
        looking.Answer(Item with { IsCompleted = true });

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task WordThatIsSaidWhereNoHostRuns_IsHeardByTheNext()
    {
        await using var bench = await Bench();
        var run = await InDoubt(bench);
        (await bench.Doubts().Say(run, DoubtWord.Done, null, null, Cancellation)).Status.ShouldBe(RunStatus.Running);

        var following = await bench.Restart(run);

        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task RunThatIsGivenUp_EndsWithItsEffectsAsTheyAre()
    {
        await using var bench = await Bench();
        var run = await InDoubt(bench);

        (await bench.Doubts().Say(run, DoubtWord.GiveUp, null, null, Cancellation)).Did.ShouldBe($"The run {run.Id} is given up, with its effects as they are.");

        var end = bench.Journal.Run(run.Id)!.End!;
        (end.Status, end.Reason).ShouldBe((RunStatus.Cancelled, "Given up by a person. Nobody has said whether 'perform CompleteTodoItem' was done."));
        bench.Journal.Effects(run.Id).ShouldHaveSingleItem().Status.ShouldBe(EffectStatus.InDoubt);
        (await bench.Doubts().Say(run, DoubtWord.Done, null, null, Cancellation)).Problem.ShouldNotBeNull().ShouldContain("meanwhile");
        (await bench.Doubts().Say(bench.Journal.Run(run.Id)!, DoubtWord.Done, null, null, Cancellation)).Problem.ShouldBe($"The run {run.Id} is not in doubt: it has ended.");
    }

    [Fact]
    public async Task RunThatGoesOn_WaitsForTheOneOfItsHandlerThatIsUnderWay()
    {
        await using var bench = await Bench();
        var run = await InDoubt(bench);
        var other = bench.Fire(bench.Due("a"));
        var asked = await bench.Account.Next();

        var following = bench.Settled(run, DoubtWord.Done);
        // The dispatcher takes up what can go on before what is pending: when this one is dropped it has passed it.
        await bench.Fire(bench.Due("gone"));
        bench.Dispatcher.Active.ShouldHaveSingleItem().Id.ShouldNotBe(run.Id);
        asked.Answer(Item);
        (await bench.Account.Next()).Answer("done");

        await other;
        (await following)[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.Succeeded);
    }

    /// <summary>The word can come before the host has put the run's last stint away.</summary>
    [Fact]
    public async Task RunThatIsTakenUpAtOnce_IsNotForgotten()
    {
        await using var bench = await Bench();
        Task takingUp = Task.CompletedTask;
        bench.Said = line =>
        {
            if (!line.Contains("ended as InDoubt"))
                return;
            var inDoubt = bench.Runs(RunStatus.InDoubt).Single();
            bench.Doubts().Say(inDoubt, DoubtWord.Done, null, null, Cancellation).GetAwaiter().GetResult().Status.ShouldBe(RunStatus.Running);
            takingUp = bench.Dispatcher.TakeUp(bench.Journal.Run(inDoubt.Id)!);
            takingUp.IsCompleted.ShouldBeFalse("it is still open");
        };

        (await FallsIntoDoubt(bench))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.InDoubt);

        await takingUp;
        while (bench.Runs(RunStatus.Succeeded).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation);
    }

    [Fact]
    public async Task SeveralInDoubt_AreSettledOneByOne()
    {
        await using var bench = await Bench();
        var left = await bench.LeftRunning(bench.Due("a"), EffectStatus.InDoubt, EffectStatus.Done, EffectStatus.InDoubt);
        await bench.Commit(new JournalOperation.MoveRun(left.Id, RunStatus.Running, new RunEnd { Status = RunStatus.InDoubt, At = bench.Time.GetUtcNow(), Reason = "Both." }));

        (await Say(DoubtWord.NotDone, null)).Problem.ShouldBe($"2 effects of the run {left.Id} are in doubt: 1, complete to-do 0; 3, complete to-do 2. Say which one, with --effect NUMBER.");
        (await Say(DoubtWord.NotDone, 2)).Problem.ShouldBe($"Effect 2 of the run {left.Id} is not in doubt. In doubt: 1, complete to-do 0; 3, complete to-do 2.");
        (await Say(DoubtWord.NotDone, 3)).ShouldSatisfyAllConditions(
            said => said.Did.ShouldNotBeNull().ShouldEndWith("was not done. Still in doubt: 1, complete to-do 0."),
            said => said.Status.ShouldBe(RunStatus.InDoubt));
        bench.Journal.Run(left.Id)!.End!.Reason.ShouldNotBeNull().ShouldStartWith("Nobody can tell whether 'complete to-do 0' was done.");
        (await Say(DoubtWord.Done, 3)).Problem.ShouldNotBeNull().ShouldContain("is not in doubt");

        // It was not given anything that it could go on with.
        (await Say(DoubtWord.Done, null)).Status.ShouldBe(RunStatus.Interrupted);
        bench.Journal.Effects(left.Id).Select(effect => effect.Status).ShouldBe([EffectStatus.Done, EffectStatus.Done, EffectStatus.NotDone]);
        (await Say(DoubtWord.Done, null)).Problem.ShouldBe(
            $"The run {left.Id} was interrupted and cannot go on: it can only be started afresh, with 'automator runs again {left.Id}'. Look at what it had done first.");

        Task<DoubtSettled> Say(DoubtWord word, long? effect) => bench.Doubts().Say(bench.Journal.Run(left.Id)!, word, effect, null, Cancellation);
    }

    [Theory]
    [InlineData("todo-item.create", null, "'it' makes a record: say which one it is, with --done ID. It may be 501 or 502.")]
    [InlineData("todo-item.create", 501L, null)]
    [InlineData("todo-item.create", 7L, "7 was made by another effect, whose answer is known.")]
    [InlineData("todo-item.create", 600L, null)]
    [InlineData("todo-item.create", 404L, "The account has no record 404 of the kind that 'it' makes.")]
    [InlineData("todo-item.create", 503L, "The account did not say whether 503 is of the kind that 'it' makes: away")]
    [InlineData("todo-item.complete", 501L, "'it' makes no record: say --done alone.")]
    [InlineData("todo-item.complete", null, null)]
    [InlineData("file.upload", null, "Nobody knows the number of what 'it' has put up, and what is not attached nobody sees: say --not-done, and it is put up again.")]
    public async Task RecordThatIsNamed_MustBeOneThatItCanHaveMade(string operation, long? id, string? problem)
    {
        await using var bench = await Bench();
        var left = await bench.LeftRunning(bench.Due("a"));
        await bench.Commit(
            new JournalOperation.AddEffect(Effect(1) with { Operation = "todo-item.create" }),
            new JournalOperation.AnswerEffect(left.Id, 1, EffectStatus.Done, "7", bench.Time.GetUtcNow()),
            new JournalOperation.AddEffect(Effect(2) with { Operation = operation }),
            new JournalOperation.AnswerEffect(left.Id, 2, EffectStatus.InDoubt, "Two.", bench.Time.GetUtcNow(), Doubt: new EffectDoubt { Why = "Two.", Candidates = [501, 502] }.ToJson()),
            new JournalOperation.MoveRun(left.Id, RunStatus.Running, new RunEnd { Status = RunStatus.InDoubt, At = bench.Time.GetUtcNow() }));

        var said = await bench.Doubts(Ask).Say(bench.Journal.Run(left.Id)!, DoubtWord.Done, null, id, Cancellation);

        said.Problem.ShouldBe(problem);
        var effect = bench.Journal.Effects(left.Id)[1];
        effect.Status.ShouldBe(problem is null ? EffectStatus.Done : EffectStatus.InDoubt);
        if (problem is null)
        {
            effect.Answer.ShouldBe(id?.ToString());
            effect.Result.ShouldBe(id is null ? "{}" : $$"""{"id":{{id}}}""");
            if (id is { } made)
                bench.Journal.MadeBy("main", operation, made).ShouldNotBeNull("no other effect may take it for its own");
        }

        EffectRecord Effect(long sequence) => new()
        {
            Run = left.Id,
            Sequence = sequence,
            Operation = operation,
            Description = "it",
            Method = "POST",
            Path = "/todo_lists/1/todo_items.xml",
            IntendedAt = bench.Time.GetUtcNow(),
        };

        static Task<object> Ask(Operation query, CancellationToken cancellation) => ((ReadTodoItem)query).Id switch
        {
            600 => Task.FromResult<object>(Item),
            404 => throw new CallFailedException(new CallFailure { Kind = CallFailureKind.NotFound, Message = "none" }),
            _ => throw new CallFailedException(new CallFailure { Kind = CallFailureKind.Unavailable, Message = "away" }),
        };
    }

    [Fact]
    public void EveryEffectThatMakesARecord_CanBeLookedFor()
    {
        foreach (var type in typeof(Operation).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Effect<Created>))))
        {
            var effect = new EffectRecord
            {
                Run = new RunId("r"),
                Sequence = 1,
                Operation = VariantConverter<Operation>.Names[type],
                Description = "it",
                Method = "POST",
                Path = "/projects/12/calendar_entries.xml",
                IntendedAt = RunsBench.Start,
            };
            ClaimedRecords.AreMadeBy(effect).ShouldBeTrue(type.Name);
            ClaimedRecords.Read(effect, 5).GetType().GetProperty("Id")!.GetValue(ClaimedRecords.Read(effect, 5)).ShouldBe(5L);
        }
    }

    /// <summary>The test's time runs while a worker starts.</summary>
    private Task<RunsBench> Bench() => RunsBench.Open(compiler, watchdog: new WatchdogOptions { Begin = TimeSpan.FromDays(10) });

    private static string[] Lost { get; } = ["'perform CompleteTodoItem' was sent, and its answer does not say what became of it: the account is asked. (cut off)"];

    /// <summary>A run of the rule whose effect was sent, whose answer was lost, and whose record somebody has changed since.</summary>
    private static async Task<RunRecord> InDoubt(RunsBench bench)
    {
        (await FallsIntoDoubt(bench))[^1].ShouldBeOfType<RunEvent.Ended>().Status.ShouldBe(RunStatus.InDoubt);
        return bench.Runs(RunStatus.InDoubt).ShouldHaveSingleItem();
    }

    private static async Task<List<RunEvent>> FallsIntoDoubt(RunsBench bench)
    {
        await bench.Rule("a", Rule);
        bench.Run();
        var following = bench.Fire(bench.Due("a"));
        (await bench.Account.Next()).Answer(Item);
        (await bench.Account.Next()).Fail(LostAnswer());
        (await Asked(bench)).Answer(Item with { UpdatedAt = bench.Time.GetUtcNow() });
        return await following;
    }

    /// <summary>What the account is asked next, once the run has waited for it.</summary>
    private static async Task<StagedAccount.Call> Asked(RunsBench bench)
    {
        var asking = bench.Account.Next().AsTask();
        while (!asking.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(asking, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancellation));
        }

        return await asking;
    }

    private static List<string> Lines(RunsBench bench, RunRecord run) => [.. bench.Journal.Log(run.Id).Select(line => line.Text)];

    private static CallFailedException LostAnswer() => new(new CallFailure { Kind = CallFailureKind.Unavailable, Message = "cut off" }) { IsInDoubt = true };
}
