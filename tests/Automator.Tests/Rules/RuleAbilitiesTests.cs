using System.Reflection;
using System.Text.Json.Serialization;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

[Collection(nameof(CompilerFixture))]
public sealed class RuleAbilitiesTests(CompilerFixture compiler)
{
    [Fact]
    public async Task StaleTodos_CompletesAndComments()
    {
        var abilities = RuleAbilities.Of(await compiler.Image(Samples.CloseStaleTodos));

        abilities.Words.ShouldBe(["completes to-dos", "comments"]);
        abilities.Operations.ShouldBe(
        [
            "clock.delay", "comment.create", "projects.list", "state.read", "state.write", "todo-item.complete", "todo-items.assigned", "todo-items.list", "todo-lists.list",
        ]);
    }

    [Fact]
    public async Task Kickoff_CreatesListsAndTodos()
    {
        var abilities = RuleAbilities.Of(await compiler.Image(Samples.KickoffChecklist));

        abilities.Words.ShouldBe(["creates to-do lists", "creates to-dos"]);
        abilities.Allows("project.find").ShouldBeTrue();
        abilities.Allows("todo-item.complete").ShouldBeFalse();
    }

    [Fact]
    public async Task VerbThatIsOnlyPassedAlong_Counts()
    {
        var abilities = RuleAbilities.Of(await compiler.Image(
            "On.TodoItemCompleted(async item => { Func<Task> act = item.Delete; await act(); });"));

        abilities.Words.ShouldBe(["deletes to-dos"]);
    }

    [Fact]
    public async Task RuleThatOnlyLogs_CanDoNothing()
    {
        var abilities = RuleAbilities.Of(await compiler.Image("On.Demand(() => { Log.Info(Run.Id); return Task.CompletedTask; });"));

        abilities.Words.ShouldBeEmpty();
        abilities.Operations.ShouldBe(["clock.delay", "state.read", "state.write"]);
    }

    [Fact]
    public void EveryEffectOfTheProtocol_HasWords()
    {
        var effects = VariantConverter<Operation>.Names
            .Where(named => named.Key.IsAssignableTo(typeof(IEffect)))
            .Select(named => named.Value)
            .ToList();

        effects.ShouldNotBeEmpty();
        effects.ShouldAllBe(effect => AbilityWords.Knows(effect));
    }

    [Fact]
    public void EveryMemberThatReachesTheAccount_SaysWhatItDoes()
    {
        // What returns a task or a stream and is no State, Clock or verb of another record's making.
        var silent = typeof(Sdk.Rule).Assembly.GetExportedTypes()
            .Where(type => type != typeof(Sdk.State) && type != typeof(Sdk.RecordState) && type != typeof(Sdk.Clock) && !type.IsAssignableTo(typeof(Delegate)))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType.IsAssignableTo(typeof(Task)) || method.ReturnType.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal))
            .Where(method => method.GetCustomAttributes().All(attribute => attribute.GetType().Name != "UsesAttribute`1"))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        silent.ShouldBeEmpty();
    }
}
