using Automator.Host;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Rules;

/// <summary>What is no error, and yet is seldom meant.</summary>
public sealed class RuleNotesTests
{
    [Fact]
    public void RuleToRunAfterThatIsNotThere_IsTold_WithTheNameThatWasMeant() =>
        Notes(Rule("nightly"), Rule("follower", After("Nightly.csx"), After("gone")))["follower"].ShouldBe(
        [
            "Line 7: there is no rule 'Nightly.csx' to run after; its name is 'nightly'.",
            "Line 7: there is no rule 'gone' to run after.",
        ]);

    [Fact]
    public void RuleThatIsToRunAfterItself_IsTold() =>
        Notes(Rule("nightly", After("nightly")))["nightly"].ShouldBe(["Line 7: it is to run after itself, which no rule does."]);

    [Theory]
    [InlineData("0 9 1 * MON", true)]
    [InlineData("0 0 9 1 * MON", true)]
    [InlineData("0 9 1 * *", false)]
    [InlineData("0 9 ? * MON", false)]
    [InlineData("0 9 * * MON", false)]
    [InlineData("@daily", false)]
    public void DayOfMonthAndDayOfWeekTogether_AreToldToMeanBoth(string cron, bool isTold) =>
        Notes(Rule("monthly", new HandlerDefinition { Key = "schedule-1", Trigger = Trigger.Schedule, Line = 7, Cron = cron }))["monthly"].Count.ShouldBe(isTold ? 1 : 0);

    [Fact]
    public void RulesThatCanSetOffEachOther_AreTold_ThroughEffectsAndChains()
    {
        var notes = Notes(
            Rule("a", ["todo-item.complete"], On(Trigger.MessagePosted)),
            Rule("b", ["comment.create"], On(Trigger.TodoItemCompleted)),
            Rule("c", ["message.create"], After("b")),
            Rule("bystander", ["project.create"], On(Trigger.TodoItemCompleted)));

        const string Circle = "It can set off itself: 'a' → 'b' → 'c' → 'a'. Such a chain ends after five runs.";
        notes["a"].ShouldBe([Circle]);
        notes["b"].ShouldBe([Circle]);
        notes["c"].ShouldBe([Circle]);
        notes["bystander"].ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void RuleThatDoesWhatItRunsOn_IsToldOnlyWhereItHearsOfItsOwn(bool own, int told) =>
        Notes(Rule("a", ["todo-item.complete"], On(Trigger.TodoItemCompleted) with { Own = own }))["a"].Count.ShouldBe(told);

    [Fact]
    public void Change_TellsOnlyNotesThatAreNew()
    {
        var before = new[] { Entry(Rule("follower", After("gone"))) };
        CatalogChange.Between([], before).Noted.Keys.ShouldBe([new RuleName("follower")]);
        CatalogChange.Between(before, [.. before, Entry(Rule("other"))]).Noted.ShouldBeEmpty();
    }

    private static Dictionary<string, IReadOnlyList<string>> Notes(params (string Name, string[] Operations, HandlerDefinition[] Handlers)[] rules) =>
        RuleNotes.Of([.. rules.Select(Entry)]).ToDictionary(pair => pair.Key.Value, pair => pair.Value);

    private static (string Name, string[] Operations, HandlerDefinition[] Handlers) Rule(string name, params HandlerDefinition[] handlers) => (name, [], handlers);

    private static (string Name, string[] Operations, HandlerDefinition[] Handlers) Rule(string name, string[] operations, params HandlerDefinition[] handlers) =>
        (name, operations, handlers);

    private static HandlerDefinition After(string rule) => new() { Key = $"after-{rule}", Trigger = Trigger.After, Line = 7, AfterRule = rule };

    private static HandlerDefinition On(Trigger trigger) => new() { Key = $"{trigger.ToName()}-1", Trigger = trigger, Line = 7 };

    private static CatalogEntry Entry((string Name, string[] Operations, HandlerDefinition[] Handlers) rule) => new()
    {
        Name = new RuleName(rule.Name),
        File = $"{rule.Name}.csx",
        ChangedAt = DateTimeOffset.UnixEpoch,
        Live = new RuleImage
        {
            Hash = rule.Name,
            Dll = [],
            Pdb = [],
            Manifest = new RuleManifest { Rule = new RuleDefinition { Handlers = rule.Handlers }, Operations = rule.Operations, Does = [], Files = [] },
        },
    };
}
