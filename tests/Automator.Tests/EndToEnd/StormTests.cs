namespace Automator.Tests.EndToEnd;

/// <summary>
/// The short form of the storm (docs/benchmarks.md): a host is killed at named points of its protocol, over an account that loses
/// answers; in the end each effect is in the account once, by the account's own records. A protocol that is wrong does not get through.
/// </summary>
public sealed class StormTests
{
    [Fact]
    public async Task HostThatIsKilledAgainAndAgain_DoesEveryEffectOnce()
    {
        var (code, output) = await Storm("--kills", "15");

        code.ShouldBe(0, output);
        output.ShouldContain("each exactly once");
    }

    [Theory]
    [InlineData("no-intent", "after an effect was answered")]
    [InlineData("by-number", "before the end is journaled")]
    [InlineData("one-by-one", "before the end is journaled")]
    public async Task ProtocolThatIsBrokenOnPurpose_DoesNotGetThrough(string broken, string point)
    {
        var (code, output) = await Storm("--kills", "25", "--per-run", "1", "--broken", broken, "--point", point);

        code.ShouldBe(1, output);
        output.ShouldContain("is not as it should be");
    }

    private static async Task<(int Code, string Output)> Storm(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Children that outlive a killed host end by the pipe on Unix.");
        using var place = new Workplace();
        await using var storm = HostProcess.Start("Automator.Benchmarks", place, [], ["storm", .. arguments]);
        return (await storm.Exit(TimeSpan.FromMinutes(8)), storm.Output);
    }
}
