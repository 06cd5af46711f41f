using Automator.Host.Budget;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Budget;

public sealed class RequestBudgetTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RequestBudget _budget;
    private readonly RequestSource _rule = new("rule");

    public RequestBudgetTests() => _budget = Budget(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _budget.Dispose();

    [Fact]
    public void SlotsLeft_AreGrantedAtOnce()
    {
        for (var i = 0; i < 3; i++)
            Write(_rule).IsCompletedSuccessfully.ShouldBeTrue();
        Write(_rule).IsCompleted.ShouldBeFalse();
        _budget.Acquire(RequestKind.Read, _rule, Cancellation).AsTask().IsCompletedSuccessfully.ShouldBeTrue("reads are counted apart");
    }

    [Fact]
    public async Task Slot_ComesFreeOneWindowAfterItsAnswer()
    {
        var slow = await Write(_rule);
        (await Write(_rule)).Dispose();
        (await Write(_rule)).Dispose();
        _time.Advance(TimeSpan.FromSeconds(9));
        var waiting = Write(_rule);
        slow.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        waiting.IsCompleted.ShouldBeTrue("the first two answers are a window old");
        (await waiting).Dispose();
        var fourth = Write(_rule);
        var fifth = Write(_rule);
        fourth.IsCompleted.ShouldBeTrue();
        fifth.IsCompleted.ShouldBeFalse("the slow one was sent ten seconds ago, but answered only one ago");
        _time.Advance(TimeSpan.FromSeconds(8.999));
        fifth.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.001));
        await fifth;
    }

    [Fact]
    public async Task AnswerLost_KeepsItsSlotOneWindowMore()
    {
        await Fill(RequestEnding.Lost);
        var waiting = Write(_rule);
        _time.Advance(TimeSpan.FromSeconds(19.999));
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.001));
        await waiting;
    }

    [Fact]
    public async Task NeverSent_GivesItsSlotBackAtOnce()
    {
        var lease = await Write(_rule);
        await Write(_rule);
        await Write(_rule);
        var waiting = Write(_rule);
        lease.End(RequestEnding.Unsent);
        await waiting;
    }

    [Fact]
    public async Task Waiting_IsServedRuleByRule()
    {
        await Fill(RequestEnding.Answered);
        var waiting = Array.ConvertAll(["greedy", "greedy", "greedy", "greedy", "modest", "late"],
            (string name) => (Name: name, Turn: Write(new RequestSource(name))));
        _time.Advance(TimeSpan.FromSeconds(10));
        waiting.Where(w => w.Turn.IsCompleted).Select(w => w.Name).ShouldBe(["greedy", "modest", "late"]);
        foreach (var (_, turn) in waiting.Where(w => w.Turn.IsCompleted))
            (await turn).Dispose();
        _time.Advance(TimeSpan.FromSeconds(10));
        waiting.ShouldAllBe(w => w.Turn.IsCompleted);
    }

    [Fact]
    public async Task Person_IsServedBeforeEveryRule()
    {
        await Fill(RequestEnding.Answered);
        var first = Write(_rule);
        var second = Write(_rule);
        var third = Write(_rule);
        var person = Write(RequestSource.Person());
        _time.Advance(TimeSpan.FromSeconds(10));
        await person;
        await first;
        await second;
        third.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancelled_LeavesNoPlaceAndNoSlotBehind()
    {
        await Fill(RequestEnding.Answered);
        using var source = new CancellationTokenSource();
        var cancelled = _budget.Acquire(RequestKind.Write, _rule, source.Token).AsTask();
        var other = Write(new RequestSource("other"));
        _budget.State.Writes.WaitingByRule.ShouldBe(new Dictionary<string, int> { ["rule"] = 1, ["other"] = 1 }, ignoreOrder: true);
        await source.CancelAsync();
        await cancelled.ShouldThrowAsync<OperationCanceledException>();
        _budget.State.Writes.WaitingByRule.ShouldBe(new Dictionary<string, int> { ["other"] = 1 });
        _time.Advance(TimeSpan.FromSeconds(10));
        await other;
        _budget.State.Writes.Used.ShouldBe(1);
    }

    [Fact]
    public async Task Paused_GrantsNothingUntilThen()
    {
        _budget.PauseUntil(_time.GetUtcNow() + TimeSpan.FromSeconds(30));
        _budget.PauseUntil(_time.GetUtcNow() + TimeSpan.FromSeconds(5));
        var read = _budget.Acquire(RequestKind.Read, RequestSource.Person(), Cancellation).AsTask();
        var write = Write(_rule);
        _budget.State.PausedUntil.ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromSeconds(29.999));
        read.IsCompleted.ShouldBeFalse();
        write.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.001));
        await read;
        await write;
        _budget.State.PausedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task ServerCountsMoreThanOurs_HoldsTheRestBackUntilTheHorizon()
    {
        var lease = await Write(_rule);
        _budget.Observe(RequestKind.Write, new ThrottleCount(100, 2, _time.GetUtcNow() + TimeSpan.FromSeconds(4)));
        lease.Dispose();
        _budget.State.Writes.HeldForOthers.ShouldBe(1);
        (await Write(_rule)).Dispose();
        var waiting = Write(_rule);
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(4));
        await waiting;
    }

    [Fact]
    public async Task ServerCountsOursAlone_HoldsNothingBack()
    {
        var first = await Write(_rule);
        var second = await Write(_rule);
        _budget.Observe(RequestKind.Write, new ThrottleCount(100, 1, _time.GetUtcNow() + TimeSpan.FromSeconds(4)));
        first.Dispose();
        _budget.Observe(RequestKind.Write, new ThrottleCount(100, 2, _time.GetUtcNow() + TimeSpan.FromSeconds(4)));
        second.Dispose();
        _budget.State.Writes.HeldForOthers.ShouldBe(0);
    }

    [Fact]
    public async Task ServerAllowsLess_LowersTheLimit()
    {
        var lease = await Write(_rule);
        _budget.Observe(RequestKind.Write, new ThrottleCount(2, 1, _time.GetUtcNow() + TimeSpan.FromSeconds(4)));
        lease.Dispose();
        _budget.State.Writes.Limit.ShouldBe(2);
        Write(_rule).IsCompleted.ShouldBeTrue();
        Write(_rule).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task ServerWindowSlides_OursAreNotTakenForOthers()
    {
        using var wide = new RequestBudget(new BudgetOptions(), _time);
        for (var i = 1; i <= 30; i++)
        {
            var lease = await wide.Acquire(RequestKind.Write, _rule, Cancellation);
            wide.Observe(RequestKind.Write, new ThrottleCount(100, Math.Min(i, 10), _time.GetUtcNow() + TimeSpan.FromSeconds(i < 10 ? 10 - i : 1)));
            lease.Dispose();
            wide.State.Writes.Mismatch.ShouldBeNull();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        using var last = await wide.Acquire(RequestKind.Write, _rule, Cancellation);
        wide.Observe(RequestKind.Write, new ThrottleCount(100, 60, _time.GetUtcNow() + TimeSpan.FromSeconds(1)));
        wide.State.Writes.HeldForOthers.ShouldBe(49, "all but the eleven that were under way or answered within a window");
    }

    [Fact]
    public async Task ServerDisagrees_IsSaidInWords()
    {
        using var lease = await Write(_rule);
        _budget.State.Writes.Mismatch.ShouldBeNull();
        _budget.Observe(RequestKind.Write, new ThrottleCount(3, 3, _time.GetUtcNow() + TimeSpan.FromSeconds(4)));
        _budget.State.Writes.Mismatch.ShouldNotBeNull().ShouldContain("2 of which are not ours");
        _budget.Observe(RequestKind.Write, new ThrottleCount(2, 3, _time.GetUtcNow() + TimeSpan.FromSeconds(4)));
        _budget.State.Writes.Mismatch.ShouldNotBeNull().ShouldContain("allows 2 a window; 3 are configured");
    }

    [Fact]
    public async Task Forecast_IsWhenTheLastOfTheCallsGoes()
    {
        await Fill(RequestEnding.Answered);
        _budget.Forecast(RequestKind.Write, _rule, 3).ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(10));
        _budget.Forecast(RequestKind.Write, _rule, 4).ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(20));
        _ = Write(new RequestSource("other"));
        _budget.State.Writes.WaitingUntil.ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(10));
        _budget.Forecast(RequestKind.Write, _rule, 3).ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(20), "the other has its share");
    }

    [Fact]
    public void Forecast_ComesTrue()
    {
        using var account = new VirtualAccount(new Automator.Emulator.EmulatorLimits(), RequestKind.Write, _ => TimeSpan.FromMilliseconds(20));
        account.Add("other", atOnce: 20);
        account.Run(TimeSpan.FromSeconds(15));
        var forecast = account.Budget.Forecast(RequestKind.Write, _rule, 60);
        var rule = account.Add("rule", atOnce: 60);
        while (rule.Made < 60)
            account.Run(TimeSpan.FromMilliseconds(100));
        (account.Now - forecast).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(2), $"{forecast} {account.Now}");
    }

    [Fact]
    public async Task Uncontended_AllocatesNothing()
    {
        using var wide = new RequestBudget(new BudgetOptions(), _time);
        (await wide.Acquire(RequestKind.Read, _rule, CancellationToken.None)).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
            (await wide.Acquire(RequestKind.Read, _rule, CancellationToken.None)).Dispose();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0); // Nothing waits, so this is one thread throughout.
    }

    [Fact]
    public void OptionsThatCannotWork_AreNamedAllAtOnce() =>
        new BudgetOptions { Reads = 0, Writes = -1, Window = TimeSpan.Zero, Margin = TimeSpan.FromDays(1), AtOnce = 2, Reserve = -1 }.Errors().Count().ShouldBe(6);

    private static RequestBudget Budget(FakeTimeProvider time) =>
        new(new BudgetOptions { Reads = 3, Writes = 3, Margin = TimeSpan.Zero, AtOnce = 1 }, time);

    private Task<BudgetLease> Write(RequestSource source) => _budget.Acquire(RequestKind.Write, source, Cancellation).AsTask();

    private async Task Fill(RequestEnding ending)
    {
        BudgetLease[] leases = [await Write(_rule), await Write(_rule), await Write(_rule)];
        foreach (var lease in leases)
            lease.End(ending);
    }
}
