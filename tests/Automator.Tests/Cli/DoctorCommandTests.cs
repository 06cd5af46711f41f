using System.Text.Json;
using Automator.Confinement;

namespace Automator.Tests.Cli;

public sealed class DoctorCommandTests(CliBench bench) : IClassFixture<CliBench>
{
    [Fact]
    public async Task MachineThatConfines_IsFit()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Landlock.Version > 0, "This kernel has no Landlock.");

        var said = await bench.Run("doctor");

        said.Out.ShouldContain("sandbox   \"strict\", and it holds");
        said.Out.ShouldContain("refused  read /etc/passwd (EPERM)");
        said.Out.ShouldContain("refused  start a program (killed)");
        said.Out.ShouldNotContain("DONE");
        said.Exit.ShouldBe(0);
    }

    [Fact]
    public async Task ProcessAlone_IsToldWithWhatWorkersCanDo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The probe runs on Linux.");
        var config = bench.Place.At("process.json");
        await File.WriteAllTextAsync(
            config, """{ "sandbox": "process", "accounts": { "main": { "url": "emulator" } } }""", TestContext.Current.CancellationToken);

        var said = await bench.Run("doctor", "--json", "--config", config);

        said.Exit.ShouldBe(1);
        var report = JsonDocument.Parse(said.Out).RootElement;
        report.GetProperty("fit").GetBoolean().ShouldBeFalse();
        report.GetProperty("sandbox").GetProperty("mode").GetString().ShouldBe("process");
        report.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()).ShouldContain("A worker is not confined: it can read /etc/passwd.");
    }
}
