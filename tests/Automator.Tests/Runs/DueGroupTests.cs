using Automator.Host;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Runs;

public sealed class DueGroupTests
{
    private static readonly Gathering Batches = new() { ManyAtOnce = true, Quiet = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromMinutes(10), Most = 3 };

    private static readonly Gathering Debounced = new() { Quiet = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromMinutes(10) };

    private static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Batch_HasAllInOrder_EachRecordOnceAsItWasLast()
    {
        var group = DueGroup.Of([Due(1, "a"), Due(2, "b"), Due(1, "c")], Batches).ShouldHaveSingleItem();

        group.Payload.ShouldBe("""["b","c"]""");
        group.Subject.ShouldBeNull();
        group.Dues.Count.ShouldBe(3);
    }

    [Fact]
    public void BatchOfOne_IsAListToo() => DueGroup.Of([Due(1, "a")], Batches).Single().Payload.ShouldBe("""["a"]""");

    [Fact]
    public void Batch_IsNoLargerThanItsNumber() =>
        DueGroup.Of(Enumerable.Range(1, 7).Select(id => Due(id, $"{id}")), Batches).Select(group => group.Payload)
            .ShouldBe(["""["1","2","3"]""", """["4","5","6"]""", """["7"]"""]);

    [Fact]
    public void Batch_TakesNoMoreThanAFrameHolds()
    {
        var large = new string('x', 2 * 1024 * 1024 - 2);

        var groups = DueGroup.Of(Enumerable.Range(1, 5).Select(id => Due(id, large)), Batches with { Most = 1_000 }).ToList();

        groups.Select(group => group.Dues.Count).ShouldBe([2, 2, 1]);
        groups.Select(group => group.ReadyAt(Batches, Noon)).ShouldBe([Noon, Noon, Noon.AddMinutes(1)]);
    }

    [Fact]
    public void Debounce_HasThoseOfEachRecordTogether_WithTheNewest()
    {
        var groups = DueGroup.Of([Due(1, "a"), Due(2, "b"), Due(1, "c")], Debounced).ToList();

        groups.Select(group => (group.Subject, group.Payload, group.Dues.Count)).ShouldBe([(1, "\"c\"", 2), (2, "\"b\"", 1)]);
    }

    [Fact]
    public void Depth_IsThatOfTheLongestChain() =>
        DueGroup.Of([Due(1, "a") with { Depth = 3 }, Due(2, "b")], Batches).Single().Depth.ShouldBe(3);

    [Theory]
    [InlineData(0, 0, 60)] // one alone
    [InlineData(0, 40, 100)] // another after it
    [InlineData(0, 590, 600)] // others that have kept coming
    [InlineData(-700, 0, -100)] // what waited while no host ran
    public void Group_WaitsUntilItIsQuiet_OrForLongEnough(int first, int last, int ready)
    {
        var group = DueGroup.Of([Due(1, "a") with { CreatedAt = Noon.AddSeconds(first) }, Due(2, "b") with { CreatedAt = Noon.AddSeconds(last) }], Batches).Single();

        group.ReadyAt(Batches, Noon.AddSeconds(last)).ShouldBe(Noon.AddSeconds(ready));
    }

    [Fact]
    public void FullBatch_DoesNotWait() =>
        DueGroup.Of([Due(1, "a"), Due(2, "b"), Due(3, "c")], Batches).Single().ReadyAt(Batches, Noon).ShouldBe(Noon);

    [Fact]
    public void ClockThatWasSetBack_DoesNotMakeItWait() =>
        DueGroup.Of([Due(1, "a")], Batches).Single().ReadyAt(Batches, Noon.AddDays(-1)).ShouldBe(Noon.AddDays(-1));

    [Fact]
    public void WhatCameRightAfterTheLookBegan_WaitsAsAll() =>
        DueGroup.Of([Due(1, "a")], Batches).Single().ReadyAt(Batches, Noon.AddMilliseconds(-5)).ShouldBe(Noon.AddMinutes(1));

    private static Due Due(long record, string text) => new()
    {
        Key = Guid.NewGuid().ToString(),
        Account = "main",
        Rule = new RuleName("a"),
        Handler = "todo-item-changed-1",
        Trigger = Trigger.TodoItemChanged,
        Payload = $"\"{text}\"",
        Subject = record,
        At = Noon,
        CreatedAt = Noon,
    };
}
