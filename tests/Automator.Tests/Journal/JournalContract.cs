using Automator.Host;
using Automator.Host.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>What every journal promises, whatever keeps it. An implementation derives from this and opens itself.</summary>
public abstract partial class JournalContract : IAsyncLifetime
{
    private protected static readonly RuleName Rule = new("close-stale");

    private protected IJournal Journal { get; private set; } = null!;

    private protected Fence Fence { get; private set; }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Journal = await Open();
        Fence = await Journal.Take(Some.Account, "incarnation 1", Cancellation);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A new and empty one, each time.</summary>
    private protected abstract ValueTask<IJournal> Open();

    [Fact]
    public async Task Conflict_WritesNothingOfItsBatch()
    {
        (await Commit(new AddDue(Some.Due("a")), new SetState(Rule, "k", "1", new RunId("r")), new MoveCursor("c", "not there", "x")))
            .ShouldBe(CommitResult.Conflict);

        Journal.PendingDues(Some.Account).ShouldBeEmpty();
        Journal.State(Some.Account, Rule, "k").ShouldBeNull();
        Journal.Cursor(Some.Account, "c").ShouldBeNull();
    }

    [Fact]
    public async Task CommitsAtOnce_ConflictsUndoOnlyThemselves()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Commit(
            new SetSeen("todo", n, $"mark {n}"), new MoveCursor($"c{n}", n % 3 == 0 ? "not there" : null, "x"))));

        for (var n = 0; n < 200; n++)
            results[n].ShouldBe(n % 3 == 0 ? CommitResult.Conflict : CommitResult.Done);
        Journal.Seen(Some.Account, "todo").Keys.Order().ShouldBe(Enumerable.Range(0, 200).Where(n => n % 3 != 0).Select(n => (long)n));
    }

    [Fact]
    public async Task SecondTake_FencesTheFirst()
    {
        var second = await Journal.Take(Some.Account, "incarnation 1", Cancellation);

        second.Epoch.ShouldBe(Fence.Epoch + 1);
        (await Commit(new AddDue(Some.Due("a")))).ShouldBe(CommitResult.Fenced);
        Journal.PendingDues(Some.Account).ShouldBeEmpty();
        (await Journal.Commit(second, [new AddDue(Some.Due("a"))], Cancellation)).ShouldBe(CommitResult.Done);
    }

    [Fact]
    public async Task AccountNeverTaken_IsFenced() =>
        (await Journal.Commit(new Fence("other", 0), [new SetSeen("todo", 1, "x")], Cancellation)).ShouldBe(CommitResult.Fenced);

    [Fact]
    public async Task AnotherIdentity_IsRefusedInWordsAndFencesNobody()
    {
        var refusal = await Should.ThrowAsync<JournalException>(() => Journal.Take(Some.Account, "incarnation 2", Cancellation));

        refusal.Message.ShouldBe("The account 'main' is another one than this journal was kept for: journal says incarnation 1, " +
            "account says incarnation 2. Point the account at the old data, or move the data folder away to start anew.");
        (await Commit(new AddDue(Some.Due("a")))).ShouldBe(CommitResult.Done);
    }

    [Fact]
    public async Task NoIdentity_TakesTheAccountThatTheJournalWasKeptFor()
    {
        (await Journal.Take(Some.Account, identity: null, Cancellation)).Epoch.ShouldBe(Fence.Epoch + 1);

        (await Commit(new AddDue(Some.Due("a")))).ShouldBe(CommitResult.Fenced);
        (await Journal.Take(Some.Account, "incarnation 1", Cancellation)).Epoch.ShouldBe(Fence.Epoch + 2);
        (await Should.ThrowAsync<JournalException>(() => Journal.Take("other", identity: null, Cancellation)))
            .Message.ShouldBe("The journal knows no account 'other': no host has served it.");
    }

    [Fact]
    public async Task AnotherAccountsThings_AreNotThere()
    {
        await Commit(new AddDue(Some.Due("a")), new AddDue(Some.Due("b")), new StartRun(Some.Run("r1", "a")), new AddEffect(Some.Effect("r1", 1)));
        var other = await Journal.Take("other", "x", Cancellation);
        JournalOperation[] reaching =
        [
            new MoveRun(new RunId("r1"), RunStatus.Running, Some.End(RunStatus.Failed)),
            new AddEffect(Some.Effect("r1", 2)),
            new AnswerEffect(new RunId("r1"), 1, EffectStatus.Done, "1", Some.Noon),
            new AddLog(Some.Line("r1", 1)),
            new RequeueDue("a", new RunId("r1")),
            new JoinRun("b", new RunId("r1")),
            new DropDue("a", "no", Some.Noon),
        ];

        foreach (var operation in reaching)
            (await Journal.Commit(other, [operation], Cancellation)).ShouldBe(CommitResult.Conflict, operation.ToString());
        (await Journal.Commit(other, [new AddDue(Some.Due("a") with { Account = "other" })], Cancellation)).ShouldBe(CommitResult.Done);
        Journal.PendingDues("other").Count.ShouldBe(1);
    }

    [Fact]
    public async Task ABatchForAnotherAccount_IsAFault()
    {
        await Should.ThrowAsync<ArgumentException>(() => Commit(new AddDue(Some.Due("a") with { Account = "other" })));
        await Should.ThrowAsync<ArgumentException>(() => Commit(new StartRun(Some.Run("r", "a") with { Account = "other" })));
    }

    [Fact]
    public async Task CancelledBeforeItsTurn_WritesNothing()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Journal.Commit(Fence, [new AddDue(Some.Due("a"))], source.Token));
        Journal.PendingDues(Some.Account).ShouldBeEmpty();
    }

    private protected static async Task TrimAll(IJournal journal, Expiry expiry)
    {
        while (await journal.Trim(expiry, Cancellation))
        {
        }
    }

    private protected Task<CommitResult> Commit(params JournalOperation[] operations) => Journal.Commit(Fence, operations, Cancellation);

    private protected async Task Done(params JournalOperation[] operations) =>
        (await Journal.Commit(Fence, operations, Cancellation)).ShouldBe(CommitResult.Done);

    private protected async Task Conflict(params JournalOperation[] operations) =>
        (await Journal.Commit(Fence, operations, Cancellation)).ShouldBe(CommitResult.Conflict);
}
