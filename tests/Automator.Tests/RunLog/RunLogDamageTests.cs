using Automator.Host.Journal;
using Automator.Host.RunLog;
using Automator.Tests.Journal;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.RunLog;

/// <summary>What others do to the files while they are open, or at rest, and what a log does about it by itself.</summary>
public sealed class RunLogDamageTests : IAsyncLifetime
{
    private readonly RunLogBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Ids { get; } = [.. Enumerable.Range(100, 300).Select(n => $"r{n}")];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Nobody else writes to an open file there.");
        await _bench.Start();
        await _bench.Commit([.. Ids.SelectMany(id => (JournalOperation[])
        [
            new AddDue(Some.Due(id)),
            new StartRun(Some.Run(id, id) with { StartedAt = string.CompareOrdinal(id, "r150") < 0 ? Some.Noon.AddMonths(-1) : Some.Noon }),
            new AddEffect(Some.Effect(id, 1)),
            new AddLog(Some.Line(id, 1)),
        ])]);
        await _bench.Writer.CatchUp();
        await _bench.ShouldHaveAll(Ids);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    public static TheoryData<string, Action<string>> Harms { get; } = new()
    {
        { "deleted", File.Delete },
        { "cut off to nothing", path => SetLength(path, _ => 0) },
        { "cut off to a part of a page", path => SetLength(path, _ => 5_000) },
        { "cut off in the middle", path => SetLength(path, length => length / 2) },
        { "cut off in the middle of a page", path => SetLength(path, length => (length / 2) + 100) },
        { "rubbish from the beginning", path => Overwrite(path, 0, 1.0) },
        { "rubbish in the middle", path => Overwrite(path, 0.4, 0.6) },
        { "rubbish at the end", path => Overwrite(path, 0.9, 1.0) },
        { "zeros in the middle", path => Overwrite(path, 0.3, 0.5, zeros: true) },
        { "another file in its place", path =>
            {
                File.WriteAllText(path + ".tmp", "no log at all");
                File.Move(path + ".tmp", path, overwrite: true);
            }
        },
        { "a copy of an earlier time in its place", path =>
            {
                File.Copy(Path.Combine(Path.GetDirectoryName(path)!, "runs-2026-10.db"), path + ".tmp");
                File.Move(path + ".tmp", path, overwrite: true);
            }
        },
    };

    [Theory]
    [MemberData(nameof(Harms))]
    public async Task WhileOpen_IsFoundByTheNextRun(string what, Action<string> harm)
    {
        harm(_bench.Month);

        await _bench.Start("r999");
        await _bench.Writer.CatchUp();

        await _bench.ShouldHaveAll([.. Ids, "r999"]);
        _bench.Warnings.ShouldContain(warning => warning.StartsWith("The run log's ") && warning.EndsWith("rebuilt from the journal."), what);
    }

    [Theory]
    [MemberData(nameof(Harms))]
    public async Task WhileOpen_IsFoundByAReader(string what, Action<string> harm)
    {
        harm(_bench.Month);

        try
        {
            (await _bench.Reader.Runs(account: null, null, null, 999, null)).Select(run => run.Id.Value).Except(Ids).ShouldBeEmpty(what);
        }
        catch (RunLogException e)
        {
            e.Message.ShouldBe("runs-2026-11.db of the run log was damaged and is being rebuilt. Ask again in a moment.", what);
        }

        await _bench.Writer.CatchUp();
        await _bench.ShouldHaveAll(Ids);
    }

    [Theory]
    [MemberData(nameof(Harms))]
    public async Task AtRest_IsFoundByTheNextStart(string what, Action<string> harm)
    {
        await _bench.Stop();
        harm(_bench.Month);
        _bench.StartLog();
        await _bench.Writer.CatchUp();

        await _bench.ShouldHaveAll(Ids);
        _bench.Warnings.ShouldNotBeEmpty(what);
    }

    /// <summary>A page at a time, in all kinds of pages and all parts of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task FlippedBytesAnywhere_AreFoundOrMeanNothing(int seed)
    {
        var random = new Random(seed);
        for (var n = 0; n < 8; n++)
        {
            await _bench.Stop();
            var bytes = await File.ReadAllBytesAsync(_bench.Month, Cancellation);
            for (var (i, at) = (0, random.Next(bytes.Length)); i < random.Next(1, 40) && at + i < bytes.Length; i++)
                bytes[at + i] ^= (byte)random.Next(1, 256);
            await File.WriteAllBytesAsync(_bench.Month, bytes, Cancellation);
            _bench.Time.Advance(TimeSpan.FromHours(1));
            _bench.StartLog();
            await _bench.Writer.CatchUp();

            await _bench.ShouldHaveAll(Ids);
        }
    }

    [Fact]
    public async Task WhatOnlyAReadingFinds_IsRebuiltToo()
    {
        await _bench.Stop();
        var at = File.GetLastWriteTimeUtc(_bench.Month);
        Overwrite(_bench.Month, 0.3, 0.7);
        File.SetLastWriteTimeUtc(_bench.Month, at);
        _bench.StartLog();
        await _bench.Writer.CatchUp();
        _bench.Warnings.ShouldBeEmpty("nothing has been read of it");

        (await Should.ThrowAsync<RunLogException>(async () =>
        {
            foreach (var id in Ids)
                await _bench.Reader.Run(id);
        })).Message.ShouldBe("runs-2026-11.db of the run log was damaged and is being rebuilt. Ask again in a moment.");
        await _bench.Writer.CatchUp();
        await _bench.ShouldHaveAll(Ids);
    }

    [Fact]
    public async Task DamagedAgainRightAfter_IsLeftAndTheOthersGoOn()
    {
        Overwrite(_bench.Month, 0.2, 0.8);
        await _bench.Writer.CatchUp();
        await _bench.ShouldHaveAll(Ids);
        _bench.Time.Advance(TimeSpan.FromMinutes(9));
        Overwrite(_bench.Month, 0, 1);
        await _bench.Start("r998");
        await _bench.Writer.CatchUp();
        await _bench.Start("r999", Some.Noon.AddMonths(1));
        await _bench.Writer.CatchUp();

        (await _bench.Reader.Runs(account: null, null, null, 999, null)).Select(run => run.Id.Value)
            .ShouldBe(["r999", .. Ids.Where(id => string.CompareOrdinal(id, "r150") < 0).OrderDescending()]);
        _bench.Warnings.Where(warning => warning.StartsWith("The run log's runs-2026-11.db is damaged again, right after it was rebuilt ("))
            .ShouldHaveSingleItem().ShouldEndWith("then 'automator log rebuild --month 2026-11'.");
        await _bench.Writer.CatchUp();
        _bench.Warnings.Count(warning => warning.EndsWith("rebuilt from the journal.")).ShouldBe(1, "it is not rebuilt again and again");

        await _bench.Writer.Rebuild(new RunMonth("2026-11"));
        await _bench.ShouldHaveAll([.. Ids, "r998", "r999"]);
    }

    [Fact]
    public async Task LeftAside_IsTriedOnceMoreByTheNextStart()
    {
        for (var n = 0; n < 2; n++)
        {
            File.Delete(_bench.Month);
            await _bench.Writer.CatchUp();
        }

        File.Exists(_bench.Month).ShouldBeFalse();
        await _bench.Stop();
        _bench.StartLog();
        await _bench.Writer.CatchUp();
        await _bench.ShouldHaveAll(Ids);
    }

    [Fact]
    public async Task DamagedAgainLater_IsRebuiltAgain()
    {
        for (var n = 0; n < 3; n++)
        {
            _bench.Time.Advance(TimeSpan.FromMinutes(11));
            Overwrite(_bench.Month, 0.2, 0.8);
            await _bench.Writer.CatchUp();
            await _bench.ShouldHaveAll(Ids);
        }

        Directory.GetFiles(_bench.Folder, "runs-2026-11.db.damaged-*").Length.ShouldBe(3);
    }

    [Fact]
    public async Task TouchedByOthers_IsRebuiltOnceAndThenUsedAsItIs()
    {
        for (var n = 0; n < 3; n++)
        {
            File.SetLastWriteTimeUtc(_bench.Month, DateTime.UnixEpoch.AddDays(n));
            await _bench.Start($"r{n}");
            await _bench.Writer.CatchUp();
        }

        await _bench.ShouldHaveAll([.. Ids, "r0", "r1", "r2"]);
        _bench.Warnings.ShouldBe([
            "The run log's runs-2026-11.db is not as the host left it. It is rebuilt from the journal.",
            "Somebody else writes to the run log's runs-2026-11.db, again right after it was rebuilt. It is used as it is.",
            "Somebody else writes to the run log's runs-2026-11.db, again right after it was rebuilt. It is used as it is."]);
        Directory.GetFiles(_bench.Folder, "*.damaged-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task DoubtThatAStopCutShort_IsLookedAfterByTheNextStart()
    {
        await _bench.Stop();
        var position = RunLogPosition.Load(_bench.Folder);
        position.With(new RunMonth("2026-11"), position.Of(new RunMonth("2026-11"))! with { IsDoubtful = true }).Save(_bench.Folder);
        _bench.StartLog();
        await _bench.Writer.CatchUp();

        _bench.Warnings.ShouldHaveSingleItem().ShouldEndWith("is not as the host left it. It is rebuilt from the journal.");
        RunLogPosition.Load(_bench.Folder).Of(new RunMonth("2026-11"))!.IsDoubtful.ShouldBeFalse();
    }

    private static void SetLength(string path, Func<long, long> to)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(to(file.Length));
    }

    private static void Overwrite(string path, double from, double to, bool zeros = false)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        var rubbish = new byte[(int)((to - from) * file.Length)];
        if (!zeros)
            new Random(7).NextBytes(rubbish);
        file.Position = (long)(from * file.Length);
        file.Write(rubbish);
    }
}
