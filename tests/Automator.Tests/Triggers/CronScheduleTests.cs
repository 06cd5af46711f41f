using Automator.Host.Triggers;
using Shouldly;
using Xunit;

namespace Automator.Tests.Triggers;

public sealed class CronScheduleTests
{
    /// <summary>A Friday, in no leap year.</summary>
    private static readonly DateTime Start = new(2027, 1, 1, 0, 0, 0);

    [Theory]
    [InlineData("")]
    [InlineData("* * * * ")]
    public void LongExpressionThatIsWrong_IsNotPrintedWhole(string start) =>
        CronSchedule.Validate(start + new string('x', 100_000)).ShouldNotBeNull().Length.ShouldBeLessThan(1_000);

    [Theory]
    [InlineData("*/15 * * * *", "01-01 00:15:00", "01-01 00:30:00")]
    [InlineData("0 3 * * MON-FRI", "01-01 03:00:00", "01-04 03:00:00")]
    [InlineData("0 3 * * fri-mon", "01-01 03:00:00", "01-02 03:00:00", "01-03 03:00:00", "01-04 03:00:00", "01-08 03:00:00")]
    [InlineData("0 22-2 * * *", "01-01 01:00:00", "01-01 02:00:00", "01-01 22:00:00", "01-01 23:00:00", "01-02 00:00:00")]
    [InlineData("0 22-2/2 * * *", "01-01 02:00:00", "01-01 22:00:00", "01-02 00:00:00")]
    [InlineData("0 0 30-2 * *", "01-02 00:00:00", "01-30 00:00:00", "01-31 00:00:00", "02-01 00:00:00", "02-02 00:00:00", "03-01 00:00:00")]
    [InlineData("0 0 1 nov-FEB *", "02-01 00:00:00", "11-01 00:00:00", "12-01 00:00:00")]
    [InlineData("0 0 * * 7", "01-03 00:00:00", "01-10 00:00:00")]
    [InlineData("0 0 * * 7-7", "01-03 00:00:00", "01-10 00:00:00")]
    [InlineData("0 0 * * 5-7", "01-02 00:00:00", "01-03 00:00:00", "01-08 00:00:00")]
    [InlineData("0 0 * * 7-2", "01-03 00:00:00", "01-04 00:00:00", "01-05 00:00:00", "01-10 00:00:00")]
    [InlineData("0 0 * * 0-7", "01-02 00:00:00", "01-03 00:00:00")]
    [InlineData("0 0 * * SUN,wed", "01-03 00:00:00", "01-06 00:00:00", "01-10 00:00:00")]
    [InlineData("5/20 1 * * *", "01-01 01:05:00", "01-01 01:25:00", "01-01 01:45:00", "01-02 01:05:00")]
    [InlineData("10 */10 * * * *", "01-01 00:00:10", "01-01 00:10:10")]
    [InlineData("*/20 * * * * *", "01-01 00:00:20", "01-01 00:00:40", "01-01 00:01:00")]
    [InlineData("0 0 8-14 * FRI", "01-08 00:00:00", "02-12 00:00:00")]
    [InlineData("0 0 ? * ?", "01-02 00:00:00", "01-03 00:00:00")]
    [InlineData("0 12 1 * ?", "01-01 12:00:00", "02-01 12:00:00")]
    [InlineData("@hourly", "01-01 01:00:00", "01-01 02:00:00")]
    [InlineData("@Daily", "01-02 00:00:00", "01-03 00:00:00")]
    [InlineData("@midnight", "01-02 00:00:00")]
    [InlineData("@weekly", "01-03 00:00:00", "01-10 00:00:00")]
    [InlineData("@monthly", "02-01 00:00:00", "03-01 00:00:00")]
    [InlineData("  0\t9   * * *  ", "01-01 09:00:00")]
    [InlineData("0 0 31 * *", "01-31 00:00:00", "03-31 00:00:00", "05-31 00:00:00")]
    public void Expression_GivesItsTimes(string cron, params string[] times)
    {
        var schedule = CronSchedule.Parse(cron);
        var at = Start;
        foreach (var time in times)
        {
            at = schedule.Next(at).ShouldNotBeNull();
            at.ToString("MM-dd HH:mm:ss").ShouldBe(time);
        }
    }

    [Theory]
    [InlineData("0 0 29 2 *", "2028-02-29")]
    [InlineData("0 0 29 2 MON", "2044-02-29")]
    [InlineData("@yearly", "2028-01-01")]
    [InlineData("@annually", "2028-01-01")]
    public void RareDay_IsFound(string cron, string day) =>
        CronSchedule.Parse(cron).Next(Start).ShouldNotBeNull().ToString("yyyy-MM-dd").ShouldBe(day);

    [Fact]
    public void EndOfTheCalendar_IsNever() =>
        CronSchedule.Parse("@yearly").Next(new DateTime(9999, 6, 1)).ShouldBeNull();

    [Theory]
    [InlineData("", "it has 0 fields", "Write five")]
    [InlineData("* * * *", "it has 4 fields", "Write five")]
    [InlineData("* * * * * * *", "it has 7 fields", "or six")]
    [InlineData("61 * * * *", "minute: '61' is no minute", "Write 0 to 59")]
    [InlineData("60 * * * * *", "second: '60' is no second", "Write 0 to 59")]
    [InlineData("0 24 * * *", "hour: '24'", "Write 0 to 23")]
    [InlineData("0 0 0 * *", "day of month: '0'", "Write 1 to 31")]
    [InlineData("0 0 1 13 *", "month: '13'", "Write 1 to 12, or JAN to DEC")]
    [InlineData("0 0 * * 8", "day of week: '8'", "Write 0 to 7, or SUN to SAT")]
    [InlineData("0 0 * * MONDAY", "day of week: 'MONDAY'", "SUN to SAT")]
    [InlineData("0 0 * MON *", "month: 'MON'", "JAN to DEC")]
    [InlineData("-1 * * * *", "minute: ''", "Write 0 to 59")]
    [InlineData("+1 * * * *", "minute: '+1'", "Write 0 to 59")]
    [InlineData("1- * * * *", "minute: ''", "a range such as 0-4")]
    [InlineData("1,,2 * * * *", "an entry of the list is empty", "Write values with one comma")]
    [InlineData("*/0 * * * *", "the step '0'", "Write a step from 1 to 60")]
    [InlineData("*/90 * * * *", "the step '90'", "Write a step from 1 to 60")]
    [InlineData("*/x * * * *", "the step 'x'", "Write a step")]
    [InlineData("1/2/3 * * * *", "the step '2/3'", "Write a step")]
    [InlineData("? * * * *", "'?' stands only for", "Write *")]
    [InlineData("0 0 L * *", "'L' means the last one of a month", "28-31")]
    [InlineData("0 0 L-3 * *", "'L-3' means the last", "28-31")]
    [InlineData("0 0 15W * *", "'15W' means the nearest workday", "MON-FRI")]
    [InlineData("0 0 LW * *", "'LW' means the nearest workday", "MON-FRI")]
    [InlineData("0 0 * * 5L", "'5L' means the last one", "28-31")]
    [InlineData("0 0 * * FRIL", "'FRIL' means the last one", "28-31")]
    [InlineData("0 0 * * FRI#2", "'FRI#2' means the nth weekday", "8-14 and FRI")]
    [InlineData("0 0 30 2 *", "it never fires", "no month it names has a day 30")]
    [InlineData("0 0 31 2,4,6,9,11 MON", "it never fires", "a day 31")]
    [InlineData("@reboot", "there is no such word", "@daily")]
    [InlineData("@ daily", "there is no such word", "@daily")]
    public void Mistake_IsNamedWithWhatToWrite(string cron, string wrong, string remedy)
    {
        var error = CronSchedule.Validate(cron).ShouldNotBeNull();
        error.ShouldStartWith($"'{cron}' is no schedule: ");
        error.ShouldContain(wrong);
        error.ShouldContain(remedy);
        error.ShouldEndWith(".");
    }

    [Theory]
    [InlineData("0 3 * * *", false)]
    [InlineData("0 3,15 * * *", false)]
    [InlineData("30 0 3 * * MON", false)]
    [InlineData("0 3 */2 * *", false)]
    [InlineData("0 * * * *", true)]
    [InlineData("*/5 3 * * *", true)]
    [InlineData("* 0 3 * * *", true)]
    [InlineData("0 0,6/6 * * *", true)]
    [InlineData("0 1-3 * * *", true)]
    [InlineData("@hourly", true)]
    [InlineData("@daily", false)]
    public void StarStepOrRangeInTheTimeOfDay_MakesAnInterval(string cron, bool isInterval) =>
        CronSchedule.Parse(cron).IsInterval.ShouldBe(isInterval);
}
