using Automator.Host.Budget;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Budget;

/// <summary>
/// Whatever the interleaving and the delays, the server never sees more than the limit in any window. The judge is the
/// list of arrivals at the server, which the budget never sees.
/// </summary>
public sealed class BudgetModelTests
{
    private const int Limit = 4;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, 4], Gen.Int[0, 700], Gen.Int[0, 700], Gen.Frequency((8, Gen.Const(RequestEnding.Answered)), (1, Gen.Const(RequestEnding.Unsent))))
            .Select(a => (Step)new Ask($"rule {a.Item1}", (RequestPriority)a.Item1, TimeSpan.FromMilliseconds(a.Item2), TimeSpan.FromMilliseconds(a.Item3), a.Item4))),
        (4, Gen.Int[1, 400].Select(ms => (Step)new Pass(TimeSpan.FromMilliseconds(ms)))),
        (1, Gen.Int[0, 20].Select(index => (Step)new Cancel(index))),
        (1, Gen.Int[1, 1500].Select(ms => (Step)new Pause(TimeSpan.FromMilliseconds(ms)))));

    [Fact]
    public void AnyInterleaving_NeverExceedsTheLimitInAnyWindow() => Steps.Array[1, 120].Sample(steps =>
    {
        using var world = new World();
        foreach (var step in steps)
            world.Take(step);
        world.Drain();
        world.Check();
    }, iter: 400);

    internal abstract record Step;

    internal sealed record Ask(string Rule, RequestPriority Priority, TimeSpan ToServer, TimeSpan Back, RequestEnding Ending) : Step;

    internal sealed record Pass(TimeSpan Time) : Step;

    internal sealed record Cancel(int Index) : Step;

    internal sealed record Pause(TimeSpan Time) : Step;

    private sealed class World : IDisposable
    {
        private readonly FakeTimeProvider _time = new();
        private readonly RequestBudget _budget;
        private readonly List<Pending> _waiting = [];
        private readonly List<(DateTimeOffset Over, BudgetLease Lease, RequestEnding Ending)> _underWay = [];
        private readonly List<DateTimeOffset> _arrivals = [];
        private DateTimeOffset _pausedUntil;

        internal World() => _budget = new RequestBudget(new BudgetOptions { Reads = Limit, Writes = Limit, Window = Window, Margin = TimeSpan.Zero }, _time);

        internal void Take(Step step)
        {
            switch (step)
            {
                case Ask ask:
                    var source = new CancellationTokenSource();
                    _waiting.Add(new Pending(ask, _budget.Acquire(RequestKind.Write, new RequestSource(ask.Rule, priority: ask.Priority), source.Token).AsTask(), source));
                    break;
                case Cancel(var index) when _waiting.Count > 0:
                    _waiting[index % _waiting.Count].Source.Cancel();
                    break;
                case Pause(var length):
                    var until = _time.GetUtcNow() + length;
                    _budget.PauseUntil(until);
                    _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
                    break;
                case Pass(var length):
                    for (var passed = TimeSpan.Zero; passed < length; passed += TimeSpan.FromMilliseconds(1))
                    {
                        _time.Advance(TimeSpan.FromMilliseconds(1));
                        Settle();
                    }

                    return;
            }

            Settle();
        }

        internal void Drain()
        {
            for (var guard = 0; _waiting.Count + _underWay.Count > 0; guard++)
            {
                guard.ShouldBeLessThan(1000, "a caller was forgotten");
                Take(new Pass(TimeSpan.FromMilliseconds(100)));
            }
        }

        internal void Check()
        {
            _arrivals.Sort();
            for (var i = Limit; i < _arrivals.Count; i++)
                (_arrivals[i] - _arrivals[i - Limit]).ShouldBeGreaterThanOrEqualTo(Window);
            _budget.State.Writes.WaitingByRule.ShouldBeEmpty();
            _time.Advance(2 * Window);
            _budget.State.Writes.Used.ShouldBe(0);
        }

        public void Dispose() => _budget.Dispose();

        private void Settle()
        {
            bool moved;
            do
            {
                moved = false;
                for (var i = _waiting.Count - 1; i >= 0; i--)
                {
                    if (!_waiting[i].Lease.IsCompleted)
                        continue;
                    Start(_waiting[i]);
                    _waiting.RemoveAt(i);
                    moved = true;
                }

                for (var i = _underWay.Count - 1; i >= 0; i--)
                {
                    if (_underWay[i].Over > _time.GetUtcNow())
                        continue;
                    _underWay[i].Lease.End(_underWay[i].Ending);
                    _underWay.RemoveAt(i);
                    moved = true;
                }
            }
            while (moved);
        }

        private void Start(Pending pending)
        {
            pending.Source.Dispose();
            if (!pending.Lease.IsCompletedSuccessfully)
                return;
            var now = _time.GetUtcNow();
            now.ShouldBeGreaterThanOrEqualTo(_pausedUntil);
            if (pending.Ask.Ending != RequestEnding.Unsent)
                _arrivals.Add(now + pending.Ask.ToServer);
            _underWay.Add((now + pending.Ask.ToServer + pending.Ask.Back, pending.Lease.Result, pending.Ask.Ending));
        }

        private sealed record Pending(Ask Ask, Task<BudgetLease> Lease, CancellationTokenSource Source);
    }
}
