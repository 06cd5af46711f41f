using Automator.Benchmarks.Report;

namespace Automator.Benchmarks.Storms;

/// <summary>
/// Kills a host at every point of its protocol, over an account that loses answers, and looks in the end whether each effect is in the
/// account exactly once.
/// </summary>
internal static class StormCommand
{
    internal static async Task Run(string[] arguments, CancellationToken cancellation)
    {
        var options = StormOptions.Of(arguments);
        var tally = new KillTally(options);
        var began = TimeProvider.System.GetTimestamp();
        var load = Machine.Load();
        var (journeys, end) = await Kill(options, tally, cancellation);
        Environment.ExitCode = end == StormEnd.Right ? 0 : 1;
        Console.WriteLine(tally.ToMarkdown());
        Console.WriteLine($"{tally.Kills} kills in {journeys} runs, {end switch { StormEnd.Right => "each exactly once", StormEnd.Stopped => "each exactly once, until it was stopped", _ => "the last one wrong" }}, in {TimeProvider.System.GetElapsedTime(began).TotalMinutes:0.0} minutes. {Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
    }

    private enum StormEnd
    {
        Right,
        Wrong,
        Stopped,
    }

    /// <returns>How many runs that took, and how it ended.</returns>
    private static async Task<(int Journeys, StormEnd End)> Kill(StormOptions options, KillTally tally, CancellationToken cancellation)
    {
        var journeys = 0;
        for (; !tally.Done; journeys++)
        {
            var folder = Directory.CreateTempSubdirectory("automator-");
            try
            {
                await using var account = await StormAccount.Start(folder.FullName, (options.Seed * 1000) + journeys + 1, cancellation);
                using var journey = Journey.Of(account, options, tally, parks: tally.ShouldPark());
                var wrong = await journey.Run(cancellation);
                Tell($"run {journeys + 1}: {tally.Kills} kills");
                if (wrong.Count == 0)
                    continue;
                Console.WriteLine(journey.LastWords);
                Console.WriteLine($"Run {journeys + 1} of seed {options.Seed} is not as it should be, after {tally.Kills} kills:");
                foreach (var one in wrong)
                    Console.WriteLine($"- {one}");
                return (journeys + 1, StormEnd.Wrong);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // What has been killed by now is still worth its table.
                return (journeys, StormEnd.Stopped);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        return (journeys, StormEnd.Right);
    }

    /// <summary>Beside the table, which alone is the output.</summary>
    private static void Tell(string what) => Console.Error.WriteLine(what);
}
