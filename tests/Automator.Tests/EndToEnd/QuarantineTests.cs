using System.Text.Json;

namespace Automator.Tests.EndToEnd;

/// <summary>A rule that has to be killed again and again, as the person sees it who runs the host.</summary>
public sealed class QuarantineTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RuleKilledThreeTimes_WaitsForAPerson(bool withHost)
    {
        using var place = new Workplace("empty");
        place.Rule("loop", "Rule.Limit(processor: TimeSpan.FromMilliseconds(100)); On.Demand(async () => { await Task.CompletedTask; while (true) { } });");
        await using var host = withHost ? await HostProcess.Serve(place) : null;

        for (var i = 0; i < 3; i++)
            (await Command("run", "loop")).Error.ShouldContain("limit reached: The run used more than 00:00:00.1000000 of processor time");
        var refused = await Command("run", "loop");
        refused.Code.ShouldBe(3);
        refused.Error.ShouldContain("In quarantine: its last 3 runs had to be killed");
        (await Command("rules")).Output.ShouldContain("loop on demo: In quarantine");
        JsonDocument.Parse((await Command("rules", "--json")).Output).RootElement[0].GetProperty("quarantine").GetProperty("demo").GetString().ShouldNotBeNull();

        (await Command("rules", "release", "loop", "--account", "nowhere")).Error.ShouldContain("There is no account 'nowhere' in automator.json. There is: demo.");
        (await Command("rules", "release", "lop")).ShouldBe((1, "", "No run of 'lop' had to be killed; there is nothing to release.\n"));
        (await Command("rules", "release", "loop.csx")).ShouldBe((0, "Released 'loop.csx' on demo.\n", ""));
        (await Command("run", "loop")).Error.ShouldContain("limit reached");

        Task<(int Code, string Output, string Error)> Command(params string[] arguments) => HostCommand.Run(place, arguments);
    }
}
