using System.Collections.Concurrent;
using Automator.Host.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using static Automator.Host.Journal.JournalOperation;

namespace Automator.Tests.Journal;

/// <summary>When what is old goes, in a host that runs for long.</summary>
public sealed class JournalTrimmerTests : IAsyncLifetime, ILogger<JournalTrimmer>
{
    private readonly JournalFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Noon.AddDays(31));
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _said = new();
    private SqliteJournal _journal = null!;
    private Task _trimming = null!;
    private Func<long> _followed = () => long.MaxValue;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _journal = _folder.Open();
        await JournalPicture.Fill(_journal, Cancellation);
        var retention = new Retention(Runs: TimeSpan.FromDays(60), Bodies: TimeSpan.FromDays(30));
        _trimming = new JournalTrimmer(_journal, retention, Followed, _time, this).Run(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _trimming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _journal.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Start_IsLeftInPeaceAndThenBodiesGo()
    {
        _time.Advance(TimeSpan.FromMinutes(9));
        await Settled();
        Failed().BodiesGoneAt.ShouldBeNull();

        _time.Advance(TimeSpan.FromMinutes(1));
        await Passing(TimeSpan.FromMilliseconds(50), () => Failed().BodiesGoneAt is not null);
    }

    [Fact]
    public async Task HourByHour_WhatHasBecomeOldGoes()
    {
        await Passing(TimeSpan.FromMinutes(10), () => Failed().BodiesGoneAt is not null);
        await Passing(TimeSpan.FromHours(1), () => _journal.Run(new("run-Failed")) is null);

        _time.GetUtcNow().ShouldBeGreaterThan(Some.Noon.AddDays(60));
        _journal.RunsAfter(0, 99).Select(run => run.Status).ShouldBe(
            [RunStatus.Running, RunStatus.Waiting, RunStatus.Interrupted, RunStatus.InDoubt], ignoreOrder: true);
    }

    [Fact]
    public async Task WhatCannotBeLetGo_IsSaidAndTriedAgain()
    {
        _followed = () => throw new IOException("The log is away.");
        await Passing(TimeSpan.FromMinutes(10), () => !_said.IsEmpty);
        Failed().BodiesGoneAt.ShouldBeNull();
        _followed = () => long.MaxValue;

        await Passing(TimeSpan.FromHours(1), () => Failed().BodiesGoneAt is not null);

        _said.ShouldAllBe(line => line.Contains("The log is away."));
    }

    /// <summary>Lets the time pass until something has happened.</summary>
    private async Task Passing(TimeSpan time, Func<bool> happened)
    {
        for (var steps = 0; !happened(); steps++)
        {
            steps.ShouldBeLessThan(100_000, "nothing happens any more");
            _time.Advance(time);
            await Settled();
        }
    }

    /// <summary>What was asked of the journal before is done.</summary>
    private Task<Fence> Settled() => _journal.Take("nobody", "x", Cancellation);

    private RunRecord Failed() => _journal.Run(new("run-Failed")).ShouldNotBeNull();

    private Task<long> Followed() => Task.FromResult(_followed());

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _said.Enqueue(formatter(state, exception));
}
