namespace Automator.Benchmarks.Hosts;

/// <summary>Hosts that are up at the same time, each in a workplace of its own; all end together, whatever happens.</summary>
internal sealed class HostSet : IAsyncDisposable
{
    private readonly List<RunningHost> _all = [];

    internal IReadOnlyList<RunningHost> All => _all;

    internal RunningHost Start(Layout layout, Action<Workplace> furnish)
    {
        var place = new Workplace();
        try
        {
            furnish(place);
            var host = new RunningHost(layout, place, HostProcess.Start(layout, place));
            _all.Add(host);
            return host;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // No process stays because a folder would not go.
        foreach (var host in _all)
            await host.Process.DisposeAsync();
        foreach (var host in _all)
            host.Place.Dispose();
    }
}

internal sealed record RunningHost(Layout Layout, Workplace Place, HostProcess Process);
