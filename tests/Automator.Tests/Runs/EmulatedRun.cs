using Automator.Emulator.Control;
using Automator.Host.Basecamp;
using Automator.Host.Broker;
using Automator.Host.Budget;
using Automator.Host.Journal;
using Automator.Tests.Basecamp;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.Runs;

/// <summary>What became of a rule on the emulator: what the run told, and what the emulator's own log says it was asked.</summary>
internal sealed record EmulatedRun(IReadOnlyList<RunEvent> Events, IReadOnlyList<RequestEntry> Requests)
{
    internal RunEvent.Ended End => Events[^1].ShouldBeOfType<RunEvent.Ended>();

    internal IEnumerable<string> Lines => Events.OfType<RunEvent.Line>().Select(line => line.Text);

    internal IEnumerable<string> Planned => Events.OfType<RunEvent.Effect>().Select(effect => effect.Description);

    /// <summary>Such as <c>GET /projects.xml</c>.</summary>
    internal IEnumerable<string> Asked => Requests.Select(Words);

    internal static string Words(RequestEntry request) => $"{request.Method} {request.Path}";

    /// <summary>Runs what stands inside of <c>On.Demand</c>, which must succeed.</summary>
    internal static Task<EmulatedRun> OfBody(CompilerFixture compiler, Classic classic, string body) =>
        Of(compiler, classic, $"On.Demand(async () =>\n{{\n{body}\n}});");

    internal static async Task<EmulatedRun> Of(CompilerFixture compiler, Classic classic, string source, bool dry = false, RunStatus ends = RunStatus.Succeeded)
    {
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        using var client = new BasecampClient(AccountStub.Connection(classic.Server.Url, token: classic.Server.Token), budget, TimeProvider.System, NullLogger.Instance);
        await client.Identify(RequestSource.Person(), Classic.Token); // As a host does when it starts.
        await using var bench = await RunsBench.Open(compiler, account: client);
        await bench.Rule("a", source);
        bench.Run();
        var log = classic.Server.Sites[0].Log;
        var before = log.Since(0) is [.., var last] ? last.Number : 0;
        var events = await bench.Fire(bench.Due("a", dry: dry));
        var run = new EmulatedRun(events, log.Since(before));
        run.End.Status.ShouldBe(ends, run.End.Reason);
        return run;
    }
}
