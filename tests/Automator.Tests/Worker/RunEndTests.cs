using Automator.Sdk;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;

namespace Automator.Tests.Worker;

[Collection(nameof(CompilerFixture))]
public sealed class RunEndTests(CompilerFixture compiler)
{
    [Fact]
    public async Task HandlerThatThrows_NamesTheLineOfTheRule()
    {
        await using var bench = await WorkerBench.Open(compiler, """
            void Check(int n)
            {
                if (n == 1)
                    throw new InvalidOperationException("no");
            }
            On.Demand(async () =>
            {
                await Task.CompletedTask;
                Check(1);
            });
            """);

        var (_, ended) = await bench.Whole();

        ended.Ending.ShouldBe(RunEnding.Faulted);
        ended.Error!.Type.ShouldBe("System.InvalidOperationException");
        ended.Error.Message.ShouldBe("no");
        ended.Error.Frames.ShouldBe(["/rules/rule.csx(4)", "/rules/rule.csx(9)"]);
    }

    [Theory]
    [InlineData("int.Parse(text) + 1")]
    [InlineData("int.Parse(text)")]
    public async Task ErrorInAShortMethod_NamesItsLine(string code)
    {
        await using var bench = await WorkerBench.Open(compiler, $$"""
            int Short(string text) =>
                {{code}};
            On.Demand(async () =>
            {
                await Task.CompletedTask;
                Log.Info($"{Short("x")}");
            });
            """);

        var (_, ended) = await bench.Whole();

        ended.Error!.Frames.ShouldBe(["/rules/rule.csx(2)", "/rules/rule.csx(6)"]);
    }

    [Fact]
    public async Task ErrorInAHelper_NamesTheHelpersLine()
    {
        await using var bench = await WorkerBench.Open(
            compiler,
            "#load \"_lib.csx\"\nOn.Demand(() => { Fail(); return Task.CompletedTask; });",
            ("/rules/_lib.csx", "\nvoid Fail() => throw new InvalidOperationException(\"lib\");"));

        var (_, ended) = await bench.Whole();

        ended.Error!.Frames.ShouldBe(["/rules/_lib.csx(2)", "/rules/rule.csx(2)"]);
    }

    [Fact]
    public async Task ErrorAfterAnAnswer_NamesTheLineThatAwaited()
    {
        await using var bench = await WorkerBench.Open(compiler, "On.Demand(async () =>\n{\n    await Basecamp.Project(7);\n});");
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Called<ReadProject>();

        bench.Fail(1, CallFailureKind.NotFound, "There is no project 7.");

        var ended = await bench.Next<RunEnded>();
        ended.Error!.Type.ShouldBe("Automator.Sdk.NotFoundException");
        ended.Error.Frames.ShouldBe(["/rules/rule.csx(3)"]);
    }

    [Fact]
    public async Task TopLevelThatThrows_EndsTheRegistrationAndTheRun()
    {
        await using var bench = await WorkerBench.Open(compiler, "On.Demand(() => Task.CompletedTask);\nthrow new InvalidOperationException(\"top\");");

        bench.Register();
        var registered = await bench.Next<RunEnded>();
        bench.Begin();
        var ran = await bench.Next<RunEnded>();

        registered.Ending.ShouldBe(RunEnding.Faulted);
        registered.Error!.Frames.ShouldBe(["/rules/rule.csx(2)"]);
        ran.Ending.ShouldBe(RunEnding.Faulted);
        ran.Error!.Message.ShouldBe("top");
    }

    [Fact]
    public async Task TopLevelThatCallsTheAccount_IsToldWhereThatBelongs()
    {
        await using var bench = await WorkerBench.Open(compiler, "var me = await Basecamp.Me();\nOn.Demand(() => Task.CompletedTask);");

        bench.Register();

        (await bench.Next<RunEnded>()).Error!.Message.ShouldBe(
            "Basecamp cannot be used at the top level of a rule: the top level only registers handlers. Use it inside a handler.");
    }

    [Fact]
    public async Task RegistrationInsideAHandler_IsRefusedInWords()
    {
        await using var bench = await WorkerBench.Demand(compiler, "On.Demand(() => Task.CompletedTask); await Task.CompletedTask;");

        var (_, ended) = await bench.Whole();

        ended.Error!.Message.ShouldBe("On belongs at the top level of the rule's file, not inside a handler.");
    }

    [Fact]
    public async Task HandlerThatIsNotRegisteredThisTime_HasDiverged()
    {
        await using var bench = await WorkerBench.Demand(compiler, "await Task.CompletedTask;");

        bench.Begin(handler: "schedule-1");

        var ended = await bench.Next<RunEnded>();
        ended.Ending.ShouldBe(RunEnding.Diverged);
        ended.Error!.Message.ShouldBe("The rule registered no handler 'schedule-1' this time. Its top level must register the same handlers every time.");
    }

    [Fact]
    public async Task RuleThatSwallowsItsStop_CannotGoOn()
    {
        await using var bench = await WorkerBench.Demand(compiler, """
            for (var i = 0; i < 3; i++)
            {
                try { await Basecamp.Me(); } catch (Exception) { }
                try { Log.Info("on"); } catch (Exception) { }
            }
            """);
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Called<ReadMe>();

        bench.Fail(1, CallFailureKind.Stopped, "A limit.");

        // Neither a line nor a call between the stop and the end.
        (await bench.Next<RunEnded>()).Ending.ShouldBe(RunEnding.Completed);
    }

    [Fact]
    public async Task Cancel_EndsEveryCallUnderWayAndRunsFinally()
    {
        await using var bench = await WorkerBench.Demand(compiler, """
            var ran = "";
            try
            {
                await Task.WhenAll(Basecamp.Me(), Basecamp.Person(1));
            }
            catch (BasecampException)
            {
                Log.Info("took it for the account's");
            }
            finally
            {
                ran = "finally";
            }
            """);
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Called<ReadMe>();
        await bench.Called<ReadPerson>();

        bench.Cancel("A person cancelled it.");

        var ended = await bench.Next<RunEnded>();
        ended.Ending.ShouldBe(RunEnding.Stopped);
        ended.Error!.Message.ShouldBe("A person cancelled it.");
    }

    [Fact]
    public async Task AnswersThatComeAfterTheStop_ChangeNothing()
    {
        await using var bench = await WorkerBench.Demand(compiler, "await Basecamp.Me();");
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Called<ReadMe>();
        bench.Cancel("Stop.");
        (await bench.Next<RunEnded>()).Ending.ShouldBe(RunEnding.Stopped);

        bench.Answer(1, new Person { Id = 1 });
        bench.Begin("run2");

        await bench.Next<RunStarted>();
        (await bench.Next<CallIssued>()).Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task Runs_LeaveNothingBehind()
    {
        await using var bench = await WorkerBench.Open(compiler, """
            var count = 0;
            var seen = new List<string>();
            static int Twice(int n) => n * 2;
            On.Demand(async () =>
            {
                count++;
                seen.Add(Run.Id);
                Func<int, int> add = static n => n + 1;
                Log.Info($"{count} {seen.Count} {new[] { 1 }.Select(Twice).Select(n => add(n)).Sum()}");
                await Task.CompletedTask;
            });
            """);

        (await bench.Whole("run1")).Lines.ShouldBe(["1 1 3"]);
        (await bench.Whole("run2")).Lines.ShouldBe(["1 1 3"]);
    }

    [Fact]
    public async Task ProjectCreated_ReceivesTheProject()
    {
        await using var bench = await WorkerBench.Open(compiler, "On.ProjectCreated(p => { Log.Info($\"{p.Id} {p.Name} {p.CreatedOn}\"); return Task.CompletedTask; });");

        var (lines, _) = await bench.Whole(handler: "project-created-1", payload: new Project { Id = 7, Name = "Ünï", CreatedOn = new DateOnly(2026, 1, 2) });

        lines.ShouldBe(["7 Ünï 2026-01-02"]);
    }

    [Fact]
    public async Task TodoItemCompleted_ReceivesTheItem()
    {
        await using var bench = await WorkerBench.Open(compiler, "On.TodoItemCompleted(i => { Log.Info($\"{i.Id} {i.Content} {i.DueOn} {i.CompletedAt}\"); return Task.CompletedTask; });");

        var (lines, _) = await bench.Whole(
            handler: "todo-item-completed-1",
            payload: new TodoItem { Id = 9, Content = "Do", DueOn = new DateOnly(2026, 1, 2), CompletedAt = WorkerBench.Start });

        lines.ShouldBe(["9 Do 2026-01-02 2026-03-02 09:00:00 +00:00"]);
    }

    [Fact]
    public async Task EventWithoutItsRecord_SaysSo()
    {
        await using var bench = await WorkerBench.Open(compiler, "On.ProjectCreated(p => Task.CompletedTask);");

        var (_, ended) = await bench.Whole(handler: "project-created-1");

        ended.Error!.Message.ShouldBe("This handler needs a Project, and the run was started without one.");
    }

    [Fact]
    public async Task LongAndBrokenLines_ComeThroughCutOff()
    {
        await using var bench = await WorkerBench.Demand(compiler, """
            Log.Info("".PadLeft(7_999, 'a') + "\U0001F600\U0001F600");
            Log.Info("\ud83d alone");
            Log.Info(null!);
            await Task.CompletedTask;
            """);

        var (lines, ended) = await bench.Whole();

        ended.Ending.ShouldBe(RunEnding.Completed);
        lines[0].ShouldBe(new string('a', 7_999) + "…");
        lines[1].ShouldBe("\ufffd alone");
        lines[2].ShouldBe("");
    }

    /// <summary>Its <c>finally</c> belongs to the run's end, which is elsewhere and later.</summary>
    [Fact]
    public async Task RunThatIsAbandoned_RunsNoLineMore()
    {
        await using var bench = await WorkerBench.Demand(compiler, "try { await Basecamp.Me(); } finally { Log.Info(\"never\"); }");
        bench.Begin();
        await bench.Next<RunStarted>();
        await bench.Next<CallIssued>();
        await bench.Next<RunIdle>();

        bench.Abandon();
        await bench.Next<RunAbandoned>();
        bench.Answer(1, new Person { Id = 1 });

        (await bench.Whole("run2", handler: "nobody")).Lines.ShouldBeEmpty();
    }
}
