using System.Globalization;
using System.Text;
using Automator.Benchmarks.Report;
using Automator.Emulator;

namespace Automator.Benchmarks.Budgets;

/// <summary>
/// Accounts that count and lie in every way, side by side, each asked for more than it allows through the client and the
/// budget that hosts have. The judge is the emulator's request log.
/// </summary>
internal static class BudgetBenchmark
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(65);
    /// <summary>Accounts with a person on them, of each kind: one gets too few answers in a minute for a 99th percentile.</summary>
    private const int PersonsInCell = 4;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Beyond = Window + TimeSpan.FromSeconds(2);

    internal static async Task Run(CancellationToken cancellation)
    {
        var plan = Cell.All.SelectMany(cell => new[] { (cell, Sources: 1, Person: false), (cell, Sources: 10, Person: false) })
            .Concat(Cell.All.Where(cell => cell.Name.StartsWith("fixed aligned", StringComparison.Ordinal))
                .SelectMany(cell => Enumerable.Repeat((cell, Sources: 10, Person: true), PersonsInCell))).ToList();
        var sites = plan.Select((row, i) => new SiteOptions { Name = $"cell-{i}", Seed = "empty", Limits = row.cell.Limits }).ToList();
        await using var emulator = await EmulatorServer.StartAsync(
            new EmulatorOptions { Seed = "empty", MoreAccounts = sites }, cancellation);
        var accounts = plan.Select((row, i) => new SaturatedAccount(row.cell, emulator.Sites[i + 1], row.Sources)).ToList();
        try
        {
            var load = Machine.Load();
            await Console.Error.WriteLineAsync($"{accounts.Count} accounts, {Length.TotalSeconds:0} s …");
            using var over = new CancellationTokenSource(Length + Beyond, TimeProvider.System);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, over.Token);
            await Task.WhenAll(plan.Zip(accounts).Select((pair, i) => Task.Run(() => Begin(pair.Second, pair.First.Person, i * Window / plan.Count, end.Token), cancellation)));
            cancellation.ThrowIfCancellationRequested();
            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.\n");
            Console.WriteLine(Cells([.. plan.Zip(accounts).Where(pair => !pair.First.Person).Select(pair => pair.Second)]));
            Console.WriteLine(Persons([.. plan.Zip(accounts).Where(pair => pair.First.Person).Select(pair => pair.Second)]));
        }
        finally
        {
            foreach (var account in accounts)
                account.Dispose();
        }
    }

    /// <summary>One after the other, over a window: no machine asks sixty accounts for all they allow in the same moment.</summary>
    private static async Task Begin(SaturatedAccount account, bool withPerson, TimeSpan after, CancellationToken stop)
    {
        await Task.Delay(after, TimeProvider.System, stop);
        await account.Run(withPerson, stop);
    }

    private static string Cells(IReadOnlyList<SaturatedAccount> accounts)
    {
        var text = new StringBuilder();
        text.AppendLine("| cell | possible | one source: refused | arrived | share | ten sources: refused | arrived | share |");
        text.AppendLine("| --- | --: | --: | --: | --: | --: | --: | --: |");
        foreach (var pair in accounts.Chunk(2))
        {
            var most = pair[0].Cell.Limit * Length.TotalSeconds / (pair[0].Cell.Limits.Window + pair[0].Cell.RoundTrip).TotalSeconds;
            text.Append(CultureInfo.InvariantCulture, $"| {pair[0].Cell.Name} | {most:0} |");
            foreach (var account in pair)
            {
                var (refused, arrived) = account.Judge(Length);
                text.Append(CultureInfo.InvariantCulture, $" {refused} | {arrived} | {100 * arrived / most:0.0}% |");
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string Persons(IReadOnlyList<SaturatedAccount> accounts)
    {
        var text = new StringBuilder();
        text.AppendLine("| a person beside ten sources | calls | refused | median, ms | p99, ms | max, ms | of which the way, ms |");
        text.AppendLine("| --- | --: | --: | --: | --: | --: | --: |");
        foreach (var alike in accounts.Chunk(PersonsInCell))
        {
            var (cell, person) = (alike[0].Cell, Sample.Of(alike.Select(account => account.Person)));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {cell.Name} | {person.Count} | {alike.Sum(account => account.Judge(Length).Refused)} | {person.Median:0} | {person.P99:0} | {person.Max:0} | {2 * cell.From.TotalMilliseconds:0} to {2 * cell.To.TotalMilliseconds:0} |");
        }

        return text.ToString();
    }
}
