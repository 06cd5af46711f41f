using System.Diagnostics;
using Automator.Host.Processes;

namespace Automator.Tests.Processes;

public sealed class ProcessFiguresTests
{
    [Fact]
    public void RunningProcess_IsFoundAsTheFrameworkFindsIt()
    {
        using var own = Process.GetCurrentProcess();
        using var figures = new ProcessFigures(own);

        var (memory, processorTime) = figures.Read();

        own.Refresh();
        memory.ShouldBeInRange(own.WorkingSet64 / 2, own.WorkingSet64 * 2);
        processorTime.ShouldBeInRange(own.TotalProcessorTime / 2, own.TotalProcessorTime);
    }

    [Fact]
    public async Task ProcessThatHasEnded_TakesNothing()
    {
        using var process = Process.Start(OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", "/c pause") : new ProcessStartInfo("sleep", "600"))!;
        using var figures = new ProcessFigures(process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        figures.Read().ShouldBe(default);
    }

    [Fact]
    public async Task ProcessThatHadEndedBefore_TakesNothing()
    {
        using var process = Process.Start(OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", "/c rem") : new ProcessStartInfo("true"))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var figures = new ProcessFigures(process);

        figures.Read().ShouldBe(default);
    }
}
