using Automator.Host.Broker;
using Automator.Host.Processes;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Runs;

namespace Automator.Tests.Hostile;

/// <summary>What one rule leaves behind, for another to find.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class LeftOverTests(CompilerFixture compiler)
{
    [Fact]
    public Task RegistrationThatWasSaidBefore_IsNotTakenForTheNextRules() =>
        AfterAForgedOneAnotherIsItsOwn(forgedTurn: 1, done => done + 1);

    [Fact]
    public Task RegistrationForATurnToCome_CannotBeNamed() =>
        AfterAForgedOneAnotherIsItsOwn(forgedTurn: 2, done => done == 0 ? 1 : ChildProgram.Worker.Turns(done));

    private async Task AfterAForgedOneAnotherIsItsOwn(long forgedTurn, Func<int, long> turns)
    {
        var forged = new RuleRegistered { Turn = 1, Rule = new RuleDefinition { Description = "forged" } };
        using var worker = new FakeWorker().Says(forged, forged with { Turn = forgedTurn });
        await using var lanes = new Lanes(worker.Program with { Turns = turns }, 1, TimeProvider.System);
        var registrar = new RuleRegistrar(lanes, TimeProvider.System);
        var image = await compiler.Compile(CompilerFixture.Request("Rule.Describe(\"its own\"); On.Demand(() => Task.CompletedTask);"));

        (await Register("a")).Rule!.Description.ShouldBe("forged", "the first is whose worker it was");
        (await Register("b")).Rule!.Description.ShouldBe("its own");

        Task<Registration> Register(string hash) => registrar.Register(CompilerFixture.Path, hash, image.Dll!, image.Pdb!, TestContext.Current.CancellationToken);
    }

    /// <summary>A trace is the runtime's; what it must not tell is where this installation was built or lies.</summary>
    [Fact]
    public async Task ExceptionAsText_NamesNoFileButTheRulesOwn()
    {
        await using var bench = await RunsBench.Open(compiler);
        await bench.Rule("a", """
            On.Demand(async () =>
            {
                try { await State.Get<int>(""); }
                catch (Exception e) { Log.Info($"{e}"); }
                try { throw new InvalidOperationException("no"); }
                catch (Exception e) { Log.Info($"{e}"); }
            });
            """);
        bench.Run();

        var lines = (await bench.Fire(bench.Due("a"))).OfType<RunEvent.Line>().Select(line => line.Text).ToList();

        lines.Count.ShouldBe(2);
        lines[1].ShouldContain("System.InvalidOperationException: no");
        lines.ShouldAllBe(line => !line.Contains(Repository.At("src"), StringComparison.Ordinal), string.Join('\n', lines));
    }
}
