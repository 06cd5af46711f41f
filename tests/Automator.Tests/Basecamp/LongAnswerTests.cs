using Automator.Emulator;
using Automator.Host.Basecamp;
using Automator.Sdk;
using Automator.Tests.Emulator;
using Shouldly;
using Xunit;

namespace Automator.Tests.Basecamp;

public sealed class LongAnswerTests
{
    private const int Items = 500;

    [Fact]
    public async Task FiveHundredItems_AreReadIntoAtMost450Kilobytes()
    {
        var options = new EmulatorOptions { Seed = $"generated:projects=1,lists=1,items={Items},longest={Items}", Limits = EmulatorLimits.Off };
        await using var classic = await Classic.SeededAsync(options);
        var list = classic.Account.Work(account => account.Lists.All.Single().Id);
        var answer = await classic.As(classic.Server.Token).GetByteArrayAsync($"/todo_lists/{list}/todo_items.xml", Classic.Token);
        answer.Length.ShouldBeGreaterThan(340_000);
        AllocatedBy(answer); // What is allocated once only is not of the answer.
        AllocatedBy(answer).ShouldBeLessThanOrEqualTo(450 * 1024);
    }

    /// <summary>Texts end everywhere in the reader's buffer and in the walk's; a pair of characters is never cut in two.</summary>
    [Theory]
    [InlineData("a")]
    [InlineData("𝄞")]
    [InlineData("x𝄞")]
    [InlineData("&amp;é")]
    public void TextOfAnyLength_IsReadWhole(string part)
    {
        for (var count = 0; count < 6000; count += count < 1200 ? 1 : 61)
        {
            var text = string.Concat(Enumerable.Repeat(part, count));
            var name = new string('n', count % 7);
            var read = AnswerReadingTests.Read(
                $"<company><{name}x/><id>1</id><name>{text}<![CDATA[{text.Replace("&amp;", "&", StringComparison.Ordinal)}]]></name></company>", AnswerPeople.Company);
            var plain = text.Replace("&amp;", "&", StringComparison.Ordinal);
            read.Name.ShouldBe(plain + plain, $"{count} times");
        }
    }

    [Fact]
    public void PairOfCharacters_BehindTextThatFillsTheBuffer_IsReadWhole()
    {
        for (var count = 200; count < 1100; count++)
        {
            var text = new string('a', count);
            AnswerReadingTests.Read($"<company><id>1</id><name>{text}<![CDATA[𝄞]]></name></company>", AnswerPeople.Company).Name.ShouldBe(text + "𝄞");
        }
    }

    [Theory]
    [InlineData("2024-02-29T23:59:59Z", "2024-02-29T23:59:59+00:00")]
    [InlineData("2023-02-29T10:00:00Z", null)]
    [InlineData("2023-13-01T10:00:00Z", null)]
    [InlineData("2023-00-01T10:00:00Z", null)]
    [InlineData("2023-01-00T10:00:00Z", null)]
    [InlineData("0000-01-01T10:00:00Z", null)]
    [InlineData("2023-01-01T10:60:00Z", null)]
    [InlineData("2023-01-01T10:00:60Z", null)]
    [InlineData("2023-01-01T25:00:00Z", null)]
    [InlineData("20x3-01-01T10:00:00Z", null)]
    [InlineData("2023-01-01T1٣:00:00Z", null)]
    [InlineData("2023-01-01T10:00:00.5Z", "2023-01-01T10:00:00.5+00:00")]
    [InlineData("2023-01-01T10:00:00+02:00", "2023-01-01T08:00:00+00:00")]
    public void Instant_IsReadAsWritten_OrNotAtAll(string text, string? instant)
    {
        AnswerDates.TryInstant(text, out var read).ShouldBe(instant is not null);
        if (instant is not null)
            read.ShouldBe(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Whatever the letters, also where many names fall on one place.</summary>
    [Fact]
    public void Names_AreEachOneString()
    {
        var names = new AnswerNames();
        string[] some = ["id", "i", "", "creator-id", "creator-name", .. Enumerable.Range(0, 2000).Select(number => $"n{number}")];
        var first = Array.ConvertAll(some, Add);
        first.ShouldBe(some);
        foreach (var (name, before) in some.Zip(first))
        {
            Add(name).ShouldBeSameAs(before);
            names.Add(name).ShouldBeSameAs(before);
            names.Get(name).ShouldBeSameAs(before);
        }

        string Add(string name) => names.Add($"<{name}>".ToCharArray(), 1, name.Length);
    }

    private static long AllocatedBy(byte[] answer)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var xml = new AnswerXml(answer, AccountZone.Utc);
        TodoItem[] read = AnswerRecords.List(xml, "todo-item", AnswerTodos.Item);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        read.Length.ShouldBe(Items);
        return allocated;
    }
}
