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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly JournalFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Noon.AddDays(31));
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _steps = new(0);
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
        _steps.Dispose();
    }

    [Fact]
    public async Task Start_IsLeftInPeaceAndThenBodiesGo()
    {
        _time.Advance(TimeSpan.FromMinutes(9));
        _steps.CurrentCount.ShouldBe(0);
        Failed().BodiesGoneAt.ShouldBeNull();

        await After(TimeSpan.FromMinutes(1), () => Failed().BodiesGoneAt is not null);
    }

    [Fact]
    public async Task Hour_ByHourWhatHasBecomeOldGoes()
    {
        await After(TimeSpan.FromMinutes(10), () => Failed().BodiesGoneAt is not null);
        _time.Advance(TimeSpan.FromDays(29));

        await After(TimeSpan.FromHours(1), () => _journal.Run(new("run-Failed")) is null);

        _journal.RunsAfter(0, 99).Select(run => run.Status).ShouldBe(
            [RunStatus.Running, RunStatus.Waiting, RunStatus.Interrupted, RunStatus.InDoubt], ignoreOrder: true);
    }

    [Fact]
    public async Task WhatCannotBeLetGo_IsSaidAndTriedAgain()
    {
        _followed = () => throw new IOException("The log is away.");
        _time.Advance(TimeSpan.FromMinutes(10));
        (await _steps.WaitAsync(Patience, Cancellation)).ShouldBeTrue();
        _followed = () => long.MaxValue;

        await After(TimeSpan.FromHours(1), () => Failed().BodiesGoneAt is not null);

        _said.ShouldHaveSingleItem().ShouldContain("The log is away.");
    }

    /// <summary>Lets the time pass, and then the breaths between the steps, until something has happened.</summary>
    private async Task After(TimeSpan time, Func<bool> happened)
    {
        _time.Advance(time);
        while (!happened())
        {
            (await _steps.WaitAsync(Patience, Cancellation)).ShouldBeTrue("nothing happens any more");
            // The step is asked for now; when it is done, either something has happened or a breath is taken.
            await _journal.Take("nobody", "x", Cancellation);
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    private RunRecord Failed() => _journal.Run(new("run-Failed")).ShouldNotBeNull();

    private Task<long> Followed()
    {
        _steps.Release();
        return Task.FromResult(_followed());
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _said.Enqueue(formatter(state, exception));
}
