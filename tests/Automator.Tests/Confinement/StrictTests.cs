using System.Diagnostics;
using System.Runtime.InteropServices;
using Automator.Confinement;
using Automator.Host.Configuration;
using Automator.Host.Processes;
using Automator.Tests.EndToEnd;

namespace Automator.Tests.Confinement;

/// <summary><c>"sandbox": "strict"</c> runs no rule where a layer does not hold.</summary>
public sealed class StrictTests
{
    private static AutomatorOptions Options { get; } =
        Configuration.Some.Options(Configuration.Some.With("\"sandbox\": \"strict\"")) with { Data = Path.GetTempPath() };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(Layers.WarmFilter), "it can ")]
    [InlineData(nameof(Layers.SpawnFilter), "it is born without a filter of system calls")]
    [InlineData(nameof(Layers.Limits), "it has no limits")]
    public async Task LayerThatIsMissing_RefusesTheStart(string layer, string hole)
    {
        Assert.SkipUnless(ConfinedStart.CanConfine, "This machine has nothing to confine a process with.");
        var lacking = ChildProgram.Worker with { Layers = Layers.All & ~Enum.Parse<Layers>(layer) };

        var refused = await Should.ThrowAsync<StartupException>(() => Host.Control.Sandbox.Require(Options, lacking, TimeProvider.System, Cancellation));

        refused.ExitCode.ShouldBe(ExitCode.Refused);
        refused.Message.ShouldStartWith("No rule is run, since \"sandbox\" is \"strict\" and a worker is not confined on this machine: ");
        refused.Message.ShouldContain(hole);
        refused.Message.ShouldContain("\"sandbox\": \"process\"");
    }

    [Fact]
    public async Task AllLayers_LetTheHostStart() =>
        await Host.Control.Sandbox.Require(Options, TimeProvider.System, Cancellation);

    [Theory]
    [InlineData("serve")]
    [InlineData("run", "a")]
    public async Task WrittenStrict_OnAKernelWithoutLandlock_RefusesInWords(params string[] arguments)
    {
        using var place = new Workplace(more: "\"sandbox\": \"strict\",");
        place.Rule("a", "On.Demand(() => Task.CompletedTask);");

        var (code, said) = await WithoutLandlock(place, arguments);

        code.ShouldBe(3, said);
        said.ShouldContain("No rule is run, since \"sandbox\" is \"strict\" and this system has nothing to confine a worker with");
    }

    [Fact]
    public async Task NothingWritten_OnAKernelWithoutLandlock_GoesOnAndSaysSo()
    {
        using var place = new Workplace();
        place.Rule("a", "On.Demand(() => { Log.Info(\"here\"); return Task.CompletedTask; });");

        var (code, said) = await WithoutLandlock(place, "run", "a");

        code.ShouldBe(0, said);
        said.ShouldContain("here");
    }

    /// <summary>The host as a child of a thread whose filter denies that there is Landlock.</summary>
    private static async Task<(int Code, string Said)> WithoutLandlock(Workplace place, params string[] arguments)
    {
        Assert.SkipUnless(ConfinedStart.CanConfine, "This machine has nothing to confine a process with.");
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "automator"), arguments)
        {
            WorkingDirectory = place.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = ConfinedStart.OnAThreadOfItsOwn(() =>
        {
            Privileges.RefuseNew();
            new Filter(RuntimeInformation.ProcessArchitecture).Refuse(Errno.NoSuchCall, SystemCall.LandlockCreateRuleset).AllowTheRest().Install(allThreads: false);
            return Process.Start(start)!;
        });
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        try
        {
            await process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, Cancellation);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
