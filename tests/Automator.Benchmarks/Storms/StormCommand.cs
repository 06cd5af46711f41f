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
        var journeys = 0;
        while (!tally.Done)
        {
            journeys++;
            var folder = Directory.CreateTempSubdirectory("automator-");
            try
            {
                await using var account = await StormAccount.Start(folder.FullName, options.Seed * 1000 + journeys, cancellation);
                using var journey = Journey.Of(account, options, tally, parks: tally.ShouldPark());
                var wrong = await journey.Run(cancellation);
                Tell($"run {journeys}: {tally.Kills} kills");
                if (wrong.Count > 0)
                {
                    Console.WriteLine(journey.LastWords);
                    Console.WriteLine($"Run {journeys} of seed {options.Seed} is not as it should be, after {tally.Kills} kills:");
                    foreach (var one in wrong)
                        Console.WriteLine($"- {one}");
                    Environment.ExitCode = 1;
                    break;
                }
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }

        Console.WriteLine(tally.ToMarkdown());
        Console.WriteLine($"{tally.Kills} kills in {journeys} runs, {(Environment.ExitCode == 0 ? "each exactly once" : "the last one wrong")}, in {TimeProvider.System.GetElapsedTime(began).TotalMinutes:0.0} minutes. {Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.");
    }

    /// <summary>Beside the table, which alone is the output.</summary>
    private static void Tell(string what) => Console.Error.WriteLine(what);
}
