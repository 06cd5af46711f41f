using Automator.Host;
using Automator.Host.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

public abstract partial class JournalContract
{
    [Fact]
    public async Task State_IsSetReplacedAndRemoved()
    {
        await Done(new SetState(Rule, "k", "1", R1));
        await Done(new SetState(Rule, "k", "2", R1));
        Journal.State(Some.Account, Rule, "k").ShouldBe("2");
        await Done(new SetState(Rule, "k", null, R1));
        Journal.State(Some.Account, Rule, "k").ShouldBeNull();
    }

    [Fact]
    public async Task RenamedRule_TakesItsValuesAlongWhereThereAreNone()
    {
        var renamed = new RuleName("close-old");
        await Done(new SetState(Rule, "k", "1", R1), new SetState(Rule, "both", "old", R1), new SetState(renamed, "both", "new", R1));

        await Done(new RenameRule(Rule, renamed));

        Journal.State(Some.Account, renamed, "k").ShouldBe("1");
        Journal.State(Some.Account, Rule, "k").ShouldBeNull();
        Journal.State(Some.Account, renamed, "both").ShouldBe("new");
        Journal.State(Some.Account, Rule, "both").ShouldBe("old");
    }

    [Fact]
    public async Task Cursor_MovesOnlyFromWhereItIs()
    {
        await Conflict(new MoveCursor("c", "1", "2"));
        await Done(new MoveCursor("c", null, "1"));
        await Conflict(new MoveCursor("c", null, "2"));
        await Conflict(new MoveCursor("c", "0", "2"));
        await Done(new MoveCursor("c", "1", "2"));
        Journal.Cursor(Some.Account, "c").ShouldBe("2");
        Journal.Cursor("other", "c").ShouldBeNull();
    }

    [Fact]
    public async Task Seen_IsMarkedReplacedAndForgotten()
    {
        await Done(new SetSeen("todo", 1, "a"), new SetSeen("todo", 2, "b"), new SetSeen("project", 1, "c"));
        await Done(new SetSeen("todo", 1, "d"), new SetSeen("todo", 2, null));
        Journal.Seen(Some.Account, "todo").ShouldBe(new Dictionary<long, string> { [1] = "d" });
    }

    [Fact]
    public async Task Kills_AreCountedInARowAndByVersion()
    {
        await Done(new CountKill(Rule, "one", "memory", Some.Noon), new CountKill(Rule, "one", "time", Some.Noon.AddHours(1)));
        Journal.Kills(Some.Account).ShouldHaveSingleItem()
            .ShouldBe(new KillRecord { Rule = Rule, ImageHash = "one", Count = 2, Reason = "time", At = Some.Noon.AddHours(1) });
        Journal.Kills("other").ShouldBeEmpty();
        await Done(new CountKill(Rule, "two", "memory", Some.Noon));
        Journal.Kills(Some.Account).ShouldHaveSingleItem().Count.ShouldBe(1);
        await Done(new ForgetKills(Rule, null), new ForgetKills(Rule, "two"));
        Journal.Kills(Some.Account).ShouldBeEmpty();
    }
}
