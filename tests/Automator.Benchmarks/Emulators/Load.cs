using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Emulators;

/// <summary>One request of a load, given its number, on the connection it is to use.</summary>
internal delegate Task Request(Connection connection, int number, CancellationToken cancellation);

/// <summary>Requests on several connections, each of which asks again as soon as it is answered.</summary>
internal static class Load
{
    /// <summary>How long each took; and how many there were a second, over all connections.</summary>
    internal static async Task<(Sample Each, double PerSecond)> Run(
        EmulatorProcess emulator, int connections, int requests, Request request, CancellationToken cancellation)
    {
        var open = new List<Connection>();
        try
        {
            for (var i = 0; i < connections; i++)
                open.Add(await Connection.Open(emulator, cancellation));
            var next = -1;
            var began = TimeProvider.System.GetTimestamp();
            var times = await Task.WhenAll(open.Select(connection => Task.Run(() => Series(connection, () => Interlocked.Increment(ref next)), cancellation)));
            var all = TimeProvider.System.GetElapsedTime(began);
            var each = new Sample();
            foreach (var time in times.SelectMany(time => time))
                each.Add(time);
            return (each, requests / all.TotalSeconds);
        }
        finally
        {
            foreach (var connection in open)
                connection.Dispose();
        }

        async Task<List<TimeSpan>> Series(Connection connection, Func<int> take)
        {
            var times = new List<TimeSpan>();
            while (take() is var number && number < requests)
            {
                var asked = TimeProvider.System.GetTimestamp();
                await request(connection, number, cancellation);
                times.Add(TimeProvider.System.GetElapsedTime(asked));
            }

            return times;
        }
    }
}
