using Automator.Emulator;
using Automator.Host.Budget;

namespace Automator.Benchmarks.Budgets;

/// <summary>One way in which an account counts, at one distance, for one kind of request.</summary>
/// <param name="Name">As the table names it, without the sources.</param>
/// <param name="Limits">How the account counts.</param>
/// <param name="From">The shortest way there, and as short a one back.</param>
/// <param name="To">The longest.</param>
/// <param name="Kind">What is asked.</param>
internal sealed record Cell(string Name, EmulatorLimits Limits, TimeSpan From, TimeSpan To, RequestKind Kind)
{
    /// <summary>Every way to count, at every distance, for both kinds.</summary>
    internal static IReadOnlyList<Cell> All { get; } =
    [
        .. from window in Windows()
           from way in Ways()
           from kind in new[] { RequestKind.Read, RequestKind.Write }
           select new Cell($"{window.Name}, {way.Name}, {(kind == RequestKind.Read ? "reads" : "writes")}", window.Limits, way.From, way.To, kind),
    ];

    internal int Limit => Kind == RequestKind.Read ? Limits.Gets : Limits.Others;

    internal TimeSpan RoundTrip => From + To;

    private static IEnumerable<(string Name, EmulatorLimits Limits)> Windows() =>
    [
        ("sliding", new EmulatorLimits { Windows = WindowKind.Sliding }),
        ("fixed aligned", new EmulatorLimits()),
        ("fixed off phase", new EmulatorLimits { Phase = TimeSpan.FromSeconds(3.7) }),
    ];

    private static IEnumerable<(string Name, TimeSpan From, TimeSpan To)> Ways() =>
    [
        ("5 ms", TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5)),
        ("200 ms", TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200)),
        ("5 to 200 ms", TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(200)),
    ];
}
