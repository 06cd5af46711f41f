using Automator.Emulator;
using Automator.Host.Budget;
using CsCheck;

namespace Automator.Tests.Budget;

public sealed class FairSharesTests
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void GreedyRuleBesideModestOnes_TakesOnlyWhatTheyLeave()
    {
        using var account = Account();
        account.Add("greedy", atOnce: 50);
        // 0.2 to 1.0 a second; the fair share is 1.
        var asked = Enumerable.Range(1, 9).Select(i => i / 9.0).ToList();
        var modest = asked.ConvertAll(rate => account.Add($"modest at {rate:0.00}", every: TimeSpan.FromSeconds(1 / rate)));
        account.Run(TimeSpan.FromSeconds(20));
        var before = modest.ConvertAll(caller => caller.Made);
        account.Run(TimeSpan.FromSeconds(120));

        var shares = modest.Select((caller, i) => (caller.Made - before[i]) / (120 * asked[i])).ToList();
        shares.ShouldAllBe(share => share > 0.9);
        Jain(shares).ShouldBeGreaterThanOrEqualTo(0.95);
        account.Arrivals.Count.ShouldBeGreaterThan((int)(0.97 * 100 * 14), "the greedy one takes the rest");
    }

    [Fact]
    public void EquallyGreedyRules_GetTheSame()
    {
        using var account = Account();
        var callers = Enumerable.Range(0, 10).Select(i => account.Add($"rule {i}", atOnce: 1 + i)).ToList();
        account.Run(TimeSpan.FromSeconds(100));
        Jain(callers.ConvertAll(caller => (double)caller.Made)).ShouldBeGreaterThanOrEqualTo(0.95);
    }

    [Fact]
    public void Demands_AreServedMaxMinFairly() => Gen.Double[0.1, 5].Array[2, 8].Sample(
        demands =>
        {
            using var account = Account();
            var callers = demands.Select((rate, i) => account.Add($"rule {i}", every: TimeSpan.FromSeconds(1 / rate))).ToList();
            account.Run(TimeSpan.FromSeconds(20));
            var before = callers.ConvertAll(caller => caller.Made);
            account.Run(TimeSpan.FromSeconds(60));
            var fair = MaxMin(demands, 9.8);
            var shares = callers.Select((caller, i) => (caller.Made - before[i]) / (60 * fair[i])).ToList();
            return Jain(shares) >= 0.95;
        },
        iter: 15);

    [Fact]
    public void Weights_ShareWhatThereIs()
    {
        var options = new BudgetOptions { Rules = new Dictionary<string, RuleShare> { ["heavy"] = new() { Weight = 3 } } };
        using var account = Account(options);
        var heavy = account.Add("heavy", atOnce: 20);
        var light = account.Add("light", atOnce: 20);
        account.Run(TimeSpan.FromSeconds(100));
        (heavy.Made / (double)light.Made).ShouldBeInRange(2.5, 3.2);
    }

    [Fact]
    public void Ceiling_HoldsOneRuleAndNotTheOthers()
    {
        var options = new BudgetOptions { Rules = new Dictionary<string, RuleShare> { ["capped"] = new() { Writes = 10 } } };
        using var account = Account(options);
        var capped = account.Add("capped", atOnce: 20);
        var other = account.Add("other", atOnce: 20);
        account.Run(TimeSpan.FromSeconds(60));
        capped.Made.ShouldBeInRange(50, 60);
        other.Made.ShouldBeGreaterThan(520);
    }

    [Fact]
    public void Priorities_WeighAndStarveNobody()
    {
        using var account = Account();
        var @event = account.Add("event", RequestPriority.Event, atOnce: 20);
        var schedule = account.Add("schedule", RequestPriority.Schedule, atOnce: 20);
        var bulk = account.Add("bulk", RequestPriority.Bulk, atOnce: 20);
        account.Run(TimeSpan.FromSeconds(20));
        int[] before = [@event.Made, schedule.Made, bulk.Made];
        account.Run(TimeSpan.FromSeconds(120));
        var made = new[] { @event.Made, schedule.Made, bulk.Made }.Zip(before, (after, first) => after - first).ToList();
        made[0].ShouldBeGreaterThan(3 * made[1]);
        made[1].ShouldBeGreaterThan(3 * made[2]);
        made[2].ShouldBeGreaterThan(30, "one of 21");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PersonOnASaturatedAccount_WaitsAQuarterSecondAtMost(bool reads)
    {
        var dice = new Random(3);
        using var account = new VirtualAccount(
            new EmulatorLimits(), reads ? RequestKind.Read : RequestKind.Write, random => TimeSpan.FromMilliseconds(random.Next(5, 200)));
        for (var i = 0; i < 10; i++)
            account.Add($"rule {i}", i % 2 == 0 ? RequestPriority.Event : RequestPriority.Bulk, atOnce: 8);
        var person = account.Add("a person", RequestPriority.Person, every: TimeSpan.FromMilliseconds(710));
        account.Run(TimeSpan.FromSeconds(300));
        person.Made.ShouldBeGreaterThan(350);
        person.Waits.Order().ElementAt((int)(person.Waits.Count * 0.99)).ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(250));
        account.Refused.ShouldBe(0);
    }

    /// <summary>The pace of the rules once left a busy person nothing for the last second of the first window.</summary>
    [Theory]
    [InlineData(300)]
    [InlineData(400)]
    [InlineData(550)]
    [InlineData(900)]
    public void PersonWhoChangesMuch_WaitsNoLongerAtTheEndOfTheFirstWindow(int every)
    {
        using var account = Account();
        for (var i = 0; i < 10; i++)
            account.Add($"rule {i}", atOnce: 6);
        var person = account.Add("a person", RequestPriority.Person, every: TimeSpan.FromMilliseconds(every));
        account.Run(TimeSpan.FromSeconds(30));
        person.Made.ShouldBeGreaterThan(29_000 / every);
        person.Waits.Max().ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public void PersonsWithoutEnd_LeaveSomethingToTheRules()
    {
        using var account = Account();
        account.Add("a person", RequestPriority.Person, atOnce: 50);
        var rule = account.Add("rule", atOnce: 5);
        account.Run(TimeSpan.FromSeconds(60));
        rule.Made.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Watch_FindsASlotInTheReserve()
    {
        using var account = new VirtualAccount(new EmulatorLimits(), RequestKind.Read, _ => Way);
        for (var i = 0; i < 10; i++)
            account.Add($"rule {i}", RequestPriority.Event, atOnce: 30);
        var watch = account.Add("the account watch", RequestPriority.Watch, every: TimeSpan.FromSeconds(1));
        account.Run(TimeSpan.FromSeconds(60));
        watch.Waits.Max().ShouldBeLessThan(TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public void PastHalfAWindow_CallsGoEvenly()
    {
        using var account = Account();
        account.Add("rule", atOnce: 100);
        account.Run(TimeSpan.FromSeconds(10));
        var start = account.Arrivals[0];
        var late = account.Arrivals.Select(at => (at - start).TotalSeconds).Where(at => at > 0.001).ToList();
        account.Arrivals.Count(at => at == start).ShouldBe(50);
        late.Count.ShouldBeInRange(45, 50);
        late.Zip(late.Skip(1), (one, next) => next - one).Max().ShouldBeLessThan(0.3);
    }

    [Fact]
    public void OnceEven_CallsStayEven()
    {
        using var account = Account();
        account.Add("rule", atOnce: 100);
        account.Run(TimeSpan.FromSeconds(60));
        var late = account.Arrivals.Where(at => at > account.Now - TimeSpan.FromSeconds(20)).ToList();
        late.Zip(late.Skip(1), (one, next) => next - one).Max().ShouldBeLessThan(TimeSpan.FromMilliseconds(200));
    }

    private static VirtualAccount Account(BudgetOptions? options = null) =>
        new(new EmulatorLimits(), RequestKind.Write, _ => Way, options);

    private static double Jain(List<double> shares) => Math.Pow(shares.Sum(), 2) / (shares.Count * shares.Sum(share => share * share));

    private static double[] MaxMin(double[] demands, double capacity)
    {
        var given = new double[demands.Length];
        var (left, open) = (capacity, demands.Length);
        foreach (var (demand, place) in demands.Select((demand, place) => (demand, place)).OrderBy(pair => pair.demand))
        {
            given[place] = Math.Min(demand, left / open--);
            left -= given[place];
        }

        return given;
    }
}
