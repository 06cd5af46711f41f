using Automator.Host.Rules;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

public sealed class QuietTimeTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly QuietTime _quiet;

    public QuietTimeTests() => _quiet = new QuietTime(TimeSpan.FromMilliseconds(50), _time);

    public void Dispose() => _quiet.Dispose();

    [Fact]
    public async Task Hint_EndsTheWaitAfterTheQuiet()
    {
        var wait = Wait();
        _quiet.Hint();
        Advance(49);
        wait.IsCompleted.ShouldBeFalse();

        Advance(1);

        (await wait).ShouldBeTrue();
        _quiet.IsStirred.ShouldBeFalse();
    }

    [Fact]
    public async Task EveryHint_BeginsTheQuietAnew()
    {
        var wait = Wait();
        for (var hint = 0; hint < 10; hint++)
        {
            _quiet.Hint();
            Advance(40);
            wait.IsCompleted.ShouldBeFalse();
        }

        Advance(10);

        (await wait).ShouldBeTrue();
    }

    [Fact]
    public async Task NoHint_EndsTheWaitWithItsTime()
    {
        var wait = Wait();
        Advance(4_999);
        wait.IsCompleted.ShouldBeFalse();

        Advance(1);

        (await wait).ShouldBeFalse();
    }

    [Fact]
    public async Task HintsWithoutEnd_EndTheWaitWithItsTime()
    {
        var wait = Wait();
        for (var hint = 0; hint < 125; hint++)
        {
            _quiet.Hint();
            Advance(40);
        }

        (await wait).ShouldBeTrue();
    }

    [Fact]
    public async Task HintBeforeTheWait_IsNotLost()
    {
        _quiet.Hint();
        _quiet.IsStirred.ShouldBeTrue();
        Advance(50);

        (await Wait()).ShouldBeTrue();
        Wait().IsCompleted.ShouldBeFalse("it was one hint");
    }

    private Task<bool> Wait() => _quiet.Wait(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
