using System.Text.Json;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using CsCheck;

namespace Automator.Tests.Surface;

public sealed class ValueCodecTests
{
    private enum Size
    {
        Small,
        Large,
    }

    private sealed record Point(int X, decimal Y);

    private sealed record Visit
    {
        public required string Name { get; init; }

        public Point? At { get; init; }

        public List<DateOnly> Days { get; init; } = [];

        public Dictionary<string, TimeSpan> Spent { get; init; } = [];
    }

    private sealed class Ring
    {
        public Ring? Next { get; set; }
    }

    [Fact]
    public void Function_IsRefusedBeforeOneIsMade() =>
        Should.Throw<ArgumentException>(() => ValueCodec.Read<Func<int>>(JsonElement.Parse("{\"object\":null,\"method\":1}")))
            .Message.ShouldStartWith("A Func`1 cannot be kept: only numbers, text");

    [Fact]
    public void ValueThatIsTooLarge_IsRefusedBeforeItIsSent()
    {
        var largest = ValueCodec.Write(new string('x', 64 * 1024 - 2));
        Required.Size("x", largest).ShouldBe(largest);

        Should.Throw<ArgumentException>(() => Required.Size("x", ValueCodec.Write(new string('x', 17_000_000))))
            .Message.ShouldBe("State 'x' would be larger than 64 KB. Keep less, or keep it in parts.");
    }

    [Fact]
    public void Primitives_ComeBackAsTheyWent()
    {
        RoundTrip(42).ShouldBe(42);
        RoundTrip(long.MinValue).ShouldBe(long.MinValue);
        RoundTrip(12.50m).ShouldBe(12.50m);
        RoundTrip(0.1 + 0.2).ShouldBe(0.1 + 0.2);
        RoundTrip(true).ShouldBeTrue();
        RoundTrip("a \"text\"\n☃").ShouldBe("a \"text\"\n☃");
        RoundTrip(Size.Large).ShouldBe(Size.Large);
        RoundTrip(new DateOnly(2026, 2, 28)).ShouldBe(new DateOnly(2026, 2, 28));
        RoundTrip(new TimeOnly(23, 59, 58)).ShouldBe(new TimeOnly(23, 59, 58));
        RoundTrip(TimeSpan.FromTicks(-1)).ShouldBe(TimeSpan.FromTicks(-1));
        RoundTrip(new DateTimeOffset(2026, 11, 1, 1, 30, 0, TimeSpan.FromHours(-5))).ShouldBe(new DateTimeOffset(2026, 11, 1, 1, 30, 0, TimeSpan.FromHours(-5)));
        RoundTrip<int?>(7).ShouldBe(7);
        RoundTrip(1.5f).ShouldBe(1.5f);
        RoundTrip((byte)9).ShouldBe((byte)9);
        RoundTrip(ulong.MaxValue).ShouldBe(ulong.MaxValue);
        RoundTrip('x').ShouldBe('x');
        RoundTrip(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)).ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        RoundTrip(new Guid("0123456789abcdef0123456789abcdef")).ShouldBe(new Guid("0123456789abcdef0123456789abcdef"));
    }

    [Fact]
    public void RecordsListsAndDictionaries_ComeBackAsTheyWent()
    {
        var visit = new Visit
        {
            Name = "Ada",
            At = new Point(1, 2.5m),
            Days = [new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2)],
            Spent = new() { ["monday"] = TimeSpan.FromHours(1) },
        };

        var back = RoundTrip(visit);

        back.Name.ShouldBe("Ada");
        back.At.ShouldBe(visit.At);
        back.Days.ShouldBe(visit.Days);
        back.Spent.ShouldBe(visit.Spent);
        RoundTrip<int[]>([1, 2, 3]).ShouldBe([1, 2, 3]);
        RoundTrip(new HashSet<string> { "a", "b" }).ShouldBe(["a", "b"], ignoreOrder: true);
        RoundTrip<IReadOnlyList<long>>([4L]).ShouldBe([4L]);
        RoundTrip((1, "two")).ShouldBe((1, "two"));
    }

    [Fact]
    public void Null_IsNothing() => ValueCodec.Write(null).ShouldBeNull();

    [Fact]
    public void ACycle_IsRefusedInWords()
    {
        var ring = new Ring();
        ring.Next = ring;

        Should.Throw<ArgumentException>(() => ValueCodec.Write(ring)).Message.ShouldContain("contain itself");
    }

    [Fact]
    public void WhatIsNoValue_IsRefusedInWords()
    {
        Should.Throw<ArgumentException>(() => ValueCodec.Write(() => 1)).Message.ShouldContain("cannot be kept");
        Should.Throw<ArgumentException>(() => ValueCodec.Write(new object[] { new Uri("http://localhost") })).Message.ShouldContain("cannot be kept");
        Should.Throw<ArgumentException>(() => ValueCodec.Write(Task.CompletedTask)).Message.ShouldContain("cannot be kept");
        Should.Throw<ArgumentException>(() => ValueCodec.Write(new Dictionary<int, int> { [1] = 2 })).Message.ShouldContain("keys are not text");
    }

    [Fact]
    public void AValueOfAnotherType_SaysWhatIsThere() =>
        Should.Throw<InvalidOperationException>(() => ValueCodec.Read<int>(ValueCodec.Write("ten")!.Value)).Message.ShouldContain("\"ten\"");

    [Fact]
    public void AnyTextAndNumber_ComesBack() =>
        Gen.Select(Gen.String, Gen.Long, Gen.Decimal, Gen.Double.Where(double.IsFinite), Gen.DateTimeOffset).Sample((text, number, money, real, instant) =>
            RoundTrip(text) == text && RoundTrip(number) == number && RoundTrip(money) == money && RoundTrip(real).Equals(real) && RoundTrip(instant) == instant);

    [Theory]
    [InlineData("""{"name":"Ada","dayz":[]}""", "'dayz' is nothing that a Visit has; it has Name, At, Days, Spent.")]
    [InlineData("""{"days":[]}""", "'Name' of the Visit is missing.")]
    [InlineData("""{"name":null}""", "'Name' of the Visit is missing.")]
    [InlineData("""{"name":"Ada","at":{"x":1}}""", "'Y' of the Point is missing.")]
    [InlineData("""{"name":"Ada","at":{"x":1,"y":2,"z":3}}""", "'z' is nothing that a Point has; it has X, Y.")]
    public void ValueThatAPersonWrote_MayLackNothingAndHaveNothingElse(string json, string error)
    {
        Should.Throw<ArgumentException>(() => ValueCodec.Read<Visit>(JsonElement.Parse(json), ValueFit.Exact)).Message.ShouldBe(error);
        ValueCodec.Read<Visit>(JsonElement.Parse("""{"NAME":"Ada","at":{"x":1,"y":2}}"""), ValueFit.Exact).ShouldNotBeNull().At.ShouldBe(new Point(1, 2));
    }

    [Fact]
    public void ValueOfAnotherProgram_MayHaveMore_AndLackNothing()
    {
        ValueCodec.Read<Visit>(JsonElement.Parse("""{"name":"Ada","sender":{"id":7}}"""), ValueFit.Whole).ShouldNotBeNull().Name.ShouldBe("Ada");
        Should.Throw<ArgumentException>(() => ValueCodec.Read<Visit>(JsonElement.Parse("""{"sender":{"id":7}}"""), ValueFit.Whole)).Message.ShouldBe("'Name' of the Visit is missing.");
    }

    private static T RoundTrip<T>(T value)
    {
        var json = ValueCodec.Write(value)!.Value;
        return ValueCodec.Read<T>(JsonElement.Parse(json.GetRawText()))!;
    }
}
