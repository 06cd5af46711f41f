using System.Diagnostics;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Tests.Compiler;
using Microsoft.Extensions.Time.Testing;

namespace Automator.Tests.Rules;

public sealed class CompletionProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NothingIsStarted_BeforeSomethingIsAsked_AndItEndsWhenNobodyAsksForAWhile()
    {
        var time = new FakeTimeProvider();
        await using var completer = new CompletionProcess(ChildProgram.Completer, time);
        completer.ProcessId.ShouldBeNull();

        (await completer.Ask(CompletionFixture.Request("On.|"), Cancellation)).Items.ShouldNotBeEmpty();

        using var process = Process.GetProcessById(completer.ProcessId.ShouldNotBeNull());
        time.Advance(TimeSpan.FromMinutes(6));
        await process.WaitForExitAsync(Cancellation);
        (await completer.Ask(CompletionFixture.Request("On.|"), Cancellation)).Items.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task OneThatDoesNotAnswerInTime_IsReplaced()
    {
        var limits = new CompilerLimits { WarmUp = TimeSpan.FromMilliseconds(1) };
        await using var hasty = new CompletionProcess(ChildProgram.Completer, TimeProvider.System, limits, TimeSpan.FromMinutes(1));

        (await hasty.Ask(CompletionFixture.Request("On.|"), Cancellation)).Refusal.ShouldBe("The compiler could not be started: it was not ready after 0.001 s.");

        hasty.ProcessId.ShouldNotBeNull();
    }

    [Fact]
    public async Task OneThatGrowsTooLarge_IsStopped()
    {
        var limits = new CompilerLimits { Memory = 1024 * 1024, MemoryCheck = TimeSpan.FromMilliseconds(1) };
        await using var heavy = new CompletionProcess(ChildProgram.Completer, TimeProvider.System, limits, TimeSpan.FromMinutes(1));

        (await heavy.Ask(CompletionFixture.Request("On.|"), Cancellation)).Refusal.ShouldBe("It took more than 1 MB and was stopped.");
    }

    [Fact]
    public async Task OneThatWasKilled_IsReplaced()
    {
        await using var completer = new CompletionProcess(ChildProgram.Completer, TimeProvider.System);
        await completer.Ask(CompletionFixture.Request("On.|"), Cancellation);
        using (var process = Process.GetProcessById(completer.ProcessId.ShouldNotBeNull()))
        {
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        (await completer.Ask(CompletionFixture.Request("On.|"), Cancellation)).Items.ShouldNotBeEmpty();
    }

    /// <summary>Between the end's getting its turn and the end of the process.</summary>
    [Fact]
    public async Task QuestionsWhileItEnds_AreRefused_AndKeepNobodyWaiting()
    {
        var completer = new CompletionProcess(ChildProgram.Completer, TimeProvider.System);
        await completer.Ask(CompletionFixture.Request("On.|"), Cancellation);

        var ending = completer.DisposeAsync().AsTask();
        var late = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => completer.Ask(CompletionFixture.Request("On.|"), Cancellation)));

        await ending.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation);
        (await late.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancellation))
            .ShouldAllBe(answer => answer.Refusal == "The compiler could not be started: Automator is ending.");
        completer.ProcessId.ShouldBeNull();
    }

    [Fact]
    public async Task OneThatHasEnded_StartsNothingAnyMore()
    {
        var time = new FakeTimeProvider();
        var completer = new CompletionProcess(ChildProgram.Completer, time);
        await completer.DisposeAsync();

        await completer.Prepare();
        (await completer.Ask(CompletionFixture.Request("On.|"), Cancellation)).Refusal.ShouldNotBeNull();
        time.Advance(TimeSpan.FromHours(1));

        completer.ProcessId.ShouldBeNull();
    }

    [Fact]
    public async Task AMissingProgram_IsAnAnswerThatSaysSo()
    {
        await using var none = new CompletionProcess(new ChildProgram { Path = "/nowhere/compiler" }, TimeProvider.System);

        (await none.Ask(CompletionFixture.Request("On.|"), Cancellation)).Refusal.ShouldNotBeNull().ShouldStartWith("The compiler could not be started: /nowhere/compiler is missing");
    }
}
