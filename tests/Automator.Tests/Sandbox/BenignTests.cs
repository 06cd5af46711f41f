using Automator.Host.Rules;
using Automator.Tests.Rules;
using Shouldly;
using Xunit;

namespace Automator.Tests.Sandbox;

/// <summary>
/// What people write without thinking: it becomes an image the gate lets through, whose top level runs in a worker. What
/// rules do not have is refused with what to write instead.
/// </summary>
[Collection(nameof(RulesFixture))]
public sealed class BenignTests(RulesFixture fixture)
{
    private static readonly IReadOnlyDictionary<string, Snippet> Snippets = Snippet.All("benign");

    public static TheoryData<string> Taken { get; } = [.. Snippets.Values.Where(snippet => snippet["instead"] is null).Select(snippet => snippet.Name)];

    public static TheoryData<string> Refused { get; } = [.. Snippets.Values.Where(snippet => snippet["instead"] is not null).Select(snippet => snippet.Name)];

    [Fact]
    public void Corpus_IsLarge() => Snippets.Count.ShouldBeGreaterThanOrEqualTo(150);

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Snippet_CompilesPassesTheGateAndRuns(string name)
    {
        var answer = Layers.Compile(Snippets[name].Source);

        answer.Errors.ShouldBeEmpty();
        var dll = answer.Dll.ShouldNotBeNull();
        if (dll.Length == 0)
            return;
        ImageGate.Refusals(dll).ShouldBeEmpty();
        var registrar = new RuleRegistrar(fixture.Lanes, TimeProvider.System);
        var registration = await registrar.Register("/rules/rule.csx", name.Replace('/', '-'), dll, answer.Pdb.ShouldNotBeNull(), TestContext.Current.CancellationToken);
        registration.Error.ShouldBeNull(registration.Error?.Message);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void SnippetRulesDoNotHave_IsToldWhatToWriteInstead(string name)
    {
        var answer = Layers.Compile(Snippets[name].Source);

        answer.Errors.ShouldContain(error => error.Message.Contains(Snippets[name]["instead"]!, StringComparison.Ordinal), string.Join('\n', answer.Errors));
    }
}
