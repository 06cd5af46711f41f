using Automator.Sdk.Protocol;
using CsCheck;

namespace Automator.Tests.Surface;

public sealed class ZoneTableTests
{
    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Pacific/Apia")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Casablanca")]
    [InlineData("UTC")]
    public void Table_TellsWhatTheZoneTells(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var table = ZoneTable.Of(zone);

        Gen.Long[new DateTime(1991, 1, 1).Ticks, new DateTime(2099, 12, 1).Ticks]
            .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero))
            .Sample(instant => table.Convert(instant) == TimeZoneInfo.ConvertTime(instant, zone)
                && table.Convert(instant).Offset == TimeZoneInfo.ConvertTime(instant, zone).Offset, iter: 20_000);
    }

    [Fact]
    public void Table_IsExactToTheSecondAtAChange()
    {
        var table = ZoneTable.Of(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        var change = new DateTimeOffset(2026, 3, 8, 7, 0, 0, TimeSpan.Zero);

        table.Convert(change.AddSeconds(-1)).Offset.ShouldBe(TimeSpan.FromHours(-5));
        table.Convert(change).Offset.ShouldBe(TimeSpan.FromHours(-4));
    }
}
