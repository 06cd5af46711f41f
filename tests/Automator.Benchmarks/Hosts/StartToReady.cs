using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Hosts;

/// <summary>From the start of the process to the line that says it is ready, with the checkout's own rules.</summary>
internal static class StartToReady
{
    private const int Times = 7;

    internal static async Task Measure(IReadOnlyList<Layout> layouts, Figures figures, CancellationToken cancellation)
    {
        using var place = new Workplace();
        place.AddSampleRules();
        for (var time = 0; time < Times; time++)
        {
            foreach (var layout in layouts)
            {
                // One after the other: the first leaves an account and images to the second, which loses the images again.
                place.Forget("data");
                figures.Of("start to ready, first of all", layout.Name).Add(await Start(layout, place, cancellation));
                place.Forget("data/images");
                figures.Of("start to ready, no images", layout.Name).Add(await Start(layout, place, cancellation));
                figures.Of("start to ready, images cached", layout.Name).Add(await Start(layout, place, cancellation));
            }
        }
    }

    private static async Task<TimeSpan> Start(Layout layout, Workplace place, CancellationToken cancellation)
    {
        await using var host = HostProcess.Start(layout, place);
        return TimeProvider.System.GetElapsedTime(host.StartedAt, await host.Ready(cancellation));
    }
}
