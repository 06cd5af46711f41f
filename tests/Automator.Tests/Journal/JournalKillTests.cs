using System.Diagnostics;
using System.Runtime.CompilerServices;
using Automator.Host.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>A process of its own commits as fast as it can, says what was acknowledged, and is killed in the middle.</summary>
public sealed class JournalKillTests : IDisposable
{
    private const string ChildVariable = "AUTOMATOR_TESTS_JOURNAL_TO_FILL";

    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task KilledAnywhere_KeepsWhatWasAcknowledgedAndNoHalfBatch()
    {
        var acknowledged = new List<string>();
        foreach (var enough in new[] { 1, 40, 200, 700 })
            acknowledged.AddRange(await FillAndKill(enough));

        await using var journal = _folder.Open();
        var first = journal.Seen(Some.Account, "first");
        var kept = journal.PendingDues(Some.Account).Select(due => due.Key).ToHashSet();
        kept.IsSupersetOf(acknowledged).ShouldBeTrue();
        kept.Count.ShouldBe(first.Count);
    }

    private async Task<List<string>> FillAndKill(int enough)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Automator.Tests.exe" : "Automator.Tests");
        using var child = Process.Start(new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            Environment = { [ChildVariable] = _folder.File },
        })!;
        var lines = new List<string>();
        try
        {
            while (lines.Count < enough && await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
                lines.Add(line);
        }
        finally
        {
            child.Kill(entireProcessTree: true);
        }

        // What it had said before it died counts too; the last line may be cut off.
        var rest = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        lines.AddRange(rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        lines.Count.ShouldBeGreaterThanOrEqualTo(enough);
        return lines;
    }

    [ModuleInitializer]
    internal static void BecomeTheChildWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(ChildVariable) is not { } file)
            return;
        Fill(file);
    }

    /// <summary>On this thread alone: any other would wait for the initializer before it ran code of this assembly.</summary>
    private static void Fill(string file)
    {
        var journal = SqliteJournal.Open(file, TimeProvider.System);
        var fence = journal.Take(Some.Account, "x", CancellationToken.None).GetAwaiter().GetResult();
        var committed = new Task<CommitResult>[4];
        for (var n = fence.Epoch * 1_000_000; ; n += committed.Length)
        {
            for (var i = 0; i < committed.Length; i++)
                committed[i] = journal.Commit(fence, [new SetSeen("first", n + i, "x"), new AddDue(Some.Due($"due {n + i}"))], CancellationToken.None);
            for (var i = 0; i < committed.Length; i++)
            {
                committed[i].GetAwaiter().GetResult().ShouldBe(CommitResult.Done);
                Console.Out.Write($"due {n + i}\n");
            }
        }
    }
}
