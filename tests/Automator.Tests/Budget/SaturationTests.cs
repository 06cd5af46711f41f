using Automator.Emulator;
using Automator.Host.Budget;

namespace Automator.Tests.Budget;

/// <summary>The twelve cells of the benchmark "budget", on virtual time and for two minutes each.</summary>
public sealed class SaturationTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(120);

    public static TheoryData<WindowCell, WayCell, RequestCell, int> Cells { get; } = new MatrixTheoryData<WindowCell, WayCell, RequestCell, int>(
        Enum.GetValues<WindowCell>(), Enum.GetValues<WayCell>(), Enum.GetValues<RequestCell>(), [1, 10]);

    public enum WindowCell
    {
        Sliding,
        FixedAligned,
        FixedOffPhase,
    }

    public enum WayCell
    {
        Near,
        Far,
        Jittered,
    }

    public enum RequestCell
    {
        Reads,
        Writes,
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_IsUsedToTheFullAndNeverRefused(WindowCell window, WayCell way, RequestCell requests, int callers)
    {
        var kind = requests == RequestCell.Reads ? RequestKind.Read : RequestKind.Write;
        var limit = kind == RequestKind.Read ? 500 : 100;
        var limits = new EmulatorLimits
        {
            Windows = window == WindowCell.Sliding ? WindowKind.Sliding : WindowKind.Fixed,
            Phase = window == WindowCell.FixedOffPhase ? TimeSpan.FromSeconds(3.7) : TimeSpan.Zero,
        };
        using var account = new VirtualAccount(limits, kind, Way(way));
        for (var i = 0; i < callers; i++)
            account.Add($"rule {i}", atOnce: 60 / callers);

        account.Run(Length);

        account.Refused.ShouldBe(0);
        var most = limit * Length.TotalSeconds / (10 + RoundTrip(way));
        account.Arrivals.Count.ShouldBeGreaterThanOrEqualTo((int)(0.97 * most), $"of {most:0}");
    }

    private static Func<Random, TimeSpan> Way(WayCell way) => way switch
    {
        WayCell.Near => _ => TimeSpan.FromMilliseconds(5),
        WayCell.Far => _ => TimeSpan.FromMilliseconds(200),
        _ => dice => TimeSpan.FromMilliseconds(dice.Next(5, 200)),
    };

    private static double RoundTrip(WayCell way) => way switch
    {
        WayCell.Near => 0.01,
        WayCell.Far => 0.4,
        _ => 0.2045,
    };
}
