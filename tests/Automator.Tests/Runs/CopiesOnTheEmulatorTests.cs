using Automator.Emulator.Store;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;

namespace Automator.Tests.Runs;

/// <summary>Lists copied by rules, from one project of the emulator to another.</summary>
[Collection(nameof(RunsCollection))]
public sealed class CopiesOnTheEmulatorTests(CompilerFixture compiler) : IAsyncLifetime
{
    private Classic _classic = null!;
    private TodoList _kickoff = null!;
    private Project _target = null!;

    public async ValueTask InitializeAsync()
    {
        _classic = await Classic.StartAsync();
        _kickoff = _classic.Plant(bed => bed.List(_classic.Project, "Kickoff", "How we begin", isPrivate: true));
        _target = _classic.Plant(bed => bed.Project("Target", _classic.Firm, bed.Now, [_classic.Ada, _classic.Max]));
    }

    public ValueTask DisposeAsync() => _classic.DisposeAsync();

    [Fact]
    public async Task People_NotOnTheProject_AreLeftOffAndLogged()
    {
        Item("Max's", responsible: new ResponsibleParty("Person", _classic.Max.Id));
        Item("Carla's", responsible: new ResponsibleParty("Person", _classic.Carla.Id));
        Item("The firm's", responsible: new ResponsibleParty("Company", _classic.Firm.Id));
        Item("The client's", responsible: new ResponsibleParty("Company", _classic.Client.Id));
        Item("Nobody's");

        var run = await Copy("");

        Copied().Select(i => (i.Content, i.Responsible)).ShouldBe([
            ("Max's", new ResponsibleParty("Person", _classic.Max.Id)), ("Carla's", null),
            ("The firm's", new ResponsibleParty("Company", _classic.Firm.Id)), ("The client's", null), ("Nobody's", null)]);
        run.Lines.ShouldBe([
            "'Carla's': Carla Client is not on 'Target' and was left off.",
            "'The client's': Client Ltd is not on 'Target' and was left off."]);
    }

    [Fact]
    public async Task Milestone_IsLeftOffAndLogged_AndTheRestIsKept()
    {
        var milestone = _classic.Plant(bed => bed.Milestone(_classic.Project, "Launch", new DateOnly(2026, 5, 4), _classic.Ada, bed.Now));
        _classic.Account.Work(account =>
        {
            (_kickoff.MilestoneId, _kickoff.Tracked) = (milestone.Id, true);
            account.Changed(account.Lists, _kickoff);
            return 0;
        });
        Item("One");

        var run = await Copy("");

        _classic.Account.Lists.Under(_target.Id).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            l => l.Name.ShouldBe("Kickoff"), l => l.Description.ShouldBe("How we begin"), l => l.MilestoneId.ShouldBeNull(),
            l => l.Private.ShouldBeTrue(), l => l.Tracked.ShouldBeTrue());
        run.Lines.ShouldBe(["'Kickoff' was copied without its milestone, which belongs to its own project."]);
    }

    [Fact]
    public async Task OpenItems_KeepTheirOrder_AndCompletedOnesStayBehind()
    {
        Item("A", done: true);
        Item("Z");
        Item("M");
        Item("B");
        await Copy("");
        Copied().Select(i => i.Content).ShouldBe(["Z", "M", "B"]);
        Copied().Select(i => i.Position).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task CompletedItems_AreReopened_AfterTheOpenOnes()
    {
        Item("A", done: true);
        Item("Z");
        await Copy("IfCompleted = IfCompleted.Reopen");
        Copied().Select(i => (i.Content, i.CompletedAt)).ShouldBe([("Z", null), ("A", null)]);
    }

    [Theory]
    [InlineData("", "2026-01-05", "2026-01-10")] // As they were, the Saturday too.
    [InlineData("StartOn = new DateOnly(2026, 3, 2)", "2026-03-02", "2026-03-09")] // The Saturday becomes a Monday.
    [InlineData("StartOn = new DateOnly(2026, 3, 2), SkipWeekends = false", "2026-03-02", "2026-03-07")]
    [InlineData("StartOn = new DateOnly(2026, 3, 2), Anchor = new DateOnly(2026, 1, 1)", "2026-03-06", "2026-03-11")]
    [InlineData("StartOn = new DateOnly(2025, 12, 31), Anchor = new DateOnly(2026, 1, 10)", "2025-12-26", "2025-12-31")] // Backwards.
    [InlineData("Anchor = new DateOnly(2026, 1, 1)", "2026-01-05", "2026-01-10")] // An anchor alone moves nothing.
    public async Task DueDates_AreAnchored(string options, string first, string second)
    {
        Item("Without");
        Item("First", due: new DateOnly(2026, 1, 5));
        Item("Second", due: new DateOnly(2026, 1, 10));
        await Copy(options);
        Copied().Select(i => i.DueOn?.ToString("yyyy-MM-dd")).ShouldBe([null, first, second]);
    }

    [Theory]
    [InlineData("Skip", "Kickoff: One", "'Target' has a list 'Kickoff' already; nothing copied.")]
    [InlineData("Merge", "Kickoff: One, Two", null)]
    [InlineData("Duplicate", "Kickoff: One|Kickoff: One, Two", null)]
    [InlineData("Fail", "Kickoff: One", "The project 'Target' has a list 'Kickoff' already.")]
    public async Task TakenName_IsDealtWithAsTheRuleSays(string ifExists, string lists, string? line)
    {
        Item("One");
        Item("Two");
        var there = _classic.Plant(bed => bed.List(_target, "Kickoff"));
        _classic.Plant(bed => bed.Item(there, "One", _classic.Ada, bed.Now, i => i.CompletedAt = bed.Now));

        var run = await Copy($"IfExists = IfExists.{ifExists}", "catch (InvalidException e) { Log.Info(e.Message); }");

        run.Lines.ShouldBe(line is null ? [] : [line]);
        _classic.Account.Lists.Under(_target.Id).OrderBy(l => l.Position).Select(l => $"{l.Name}: {string.Join(", ", Items(l).Select(i => i.Content))}")
            .ShouldBe(lists.Split('|'));
    }

    [Theory]
    [InlineData("Skip")]
    [InlineData("Merge")]
    [InlineData("Duplicate")]
    [InlineData("Fail")]
    public async Task FreeName_IsCopiedWhateverTheRuleSays(string ifExists)
    {
        Item("One");
        var run = await Copy($"IfExists = IfExists.{ifExists}, Name = \"Begin\"");
        run.Lines.ShouldBe([]);
        _classic.Account.Lists.Under(_target.Id).ShouldHaveSingleItem().Name.ShouldBe("Begin");
        Copied().ShouldHaveSingleItem().Content.ShouldBe("One");
    }

    /// <summary>A copy that broke off half-way is finished by a merge: what comes late keeps its distance from what was copied before.</summary>
    [Fact]
    public async Task MergedItems_AreAnchoredWithThoseThatAreThereAlready()
    {
        Item("First", due: new DateOnly(2026, 1, 5));
        Item("Second", due: new DateOnly(2026, 1, 7));
        var there = _classic.Plant(bed => bed.List(_target, "Kickoff"));
        _classic.Plant(bed => bed.Item(there, "First", _classic.Ada, bed.Now, i => i.DueOn = new DateOnly(2026, 3, 2)));
        await Copy("StartOn = new DateOnly(2026, 3, 2), IfExists = IfExists.Merge");
        Items(there).Select(i => i.DueOn).ShouldBe([new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 4)]);
    }

    [Fact]
    public async Task Cost_IsWhatTheSdkSays()
    {
        Item("Max's", responsible: new ResponsibleParty("Person", _classic.Max.Id));
        Item("Other");
        var (lists, items) = ($"GET /projects/{_target.Id}/todo_lists.xml", $"GET /todo_lists/{_kickoff.Id}/todo_items.xml");
        var first = await Copy("");
        var copy = _classic.Account.Lists.Under(_target.Id).ShouldHaveSingleItem();
        var create = $"POST /todo_lists/{copy.Id}/todo_items.xml";
        first.Asked.Skip(3).ShouldBe([lists, items, $"POST /projects/{_target.Id}/todo_lists.xml", $"GET /projects/{_target.Id}/people.xml", create, create]);
        (await Copy("IfExists = IfExists.Merge")).Asked.Skip(3).ShouldBe([lists, items, $"GET /todo_lists/{copy.Id}/todo_items.xml"]);
        (await Copy("")).Asked.Skip(3).ShouldBe([lists]);
    }

    private Task<EmulatedRun> Copy(string options, string ifFails = "finally { }") => EmulatedRun.OfBody(compiler, _classic, $$"""
        var kickoff = await Basecamp.Project("Site").TodoList("Kickoff");
        var target = await Basecamp.Project("Target");
        try { await kickoff.CopyTo(target, new() { {{options}} }); }
        {{ifFails}}
        """);

    private void Item(string content, DateOnly? due = null, ResponsibleParty? responsible = null, bool done = false) => _classic.Plant(bed => bed.Item(
        _kickoff, content, _classic.Ada, bed.Now, i => (i.DueOn, i.Responsible, i.CompletedAt) = (due, responsible, done ? bed.Now : null)));

    private List<TodoItem> Copied() => Items(_classic.Account.Lists.Under(_target.Id).ShouldHaveSingleItem());

    private List<TodoItem> Items(TodoList list) => [.. _classic.Account.Items.Under(list.Id).OrderBy(i => i.Position)];
}
