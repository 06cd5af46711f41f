using System.Globalization;
using System.Text;
using System.Xml;
using Automator.Benchmarks.Report;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk;

namespace Automator.Benchmarks.Reading;

/// <summary>One long answer, read into records by what the host reads answers with, against a loop that only reads on.</summary>
internal static class ReadingBenchmark
{
    private const int WarmUp = 2_000;
    private const int Rounds = 2_000;
    private const int Acquires = 200;

    internal static async Task Run(CancellationToken cancellation)
    {
        var list = await LongList.Read(cancellation);
        var (loop, host, load) = (new Sample(), new Sample(), Machine.Load());
        for (var round = -WarmUp; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            // By turns also which is first: the second finds the answer in the processor's cache.
            var (first, second) = round % 2 == 0 ? (Time(Loop, list), Time(Host, list)) : Swapped(Time(Host, list), Time(Loop, list));
            if (round < 0)
                continue;
            loop.Add(first);
            host.Add(second);
        }

        Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before, {Machine.Load():0.0} after.\n");
        Console.WriteLine($"{Host(list)} items, {list.Answer.Length:N0} bytes, {Rounds:N0} rounds after {WarmUp:N0} to warm up.\n");
        Console.WriteLine(Table(loop, host, list));
        Console.WriteLine($"| uncontended | bytes allocated |\n| --- | --: |\n| acquire and release of the budget | {await AllocatedByAcquire(cancellation):0.##} |");
    }

    private static int Loop(LongList list)
    {
        var nodes = 0;
        using var reader = XmlReader.Create(new MemoryStream(list.Answer, writable: false), AnswerXml.Settings);
        while (reader.Read())
            nodes++;
        return nodes;
    }

    private static int Host(LongList list)
    {
        using var xml = new AnswerXml(list.Answer, list.Zone);
        return AnswerRecords.List(xml, "todo-item", AnswerTodos.Item).Length;
    }

    private static TimeSpan Time(Func<LongList, int> read, LongList list)
    {
        var start = TimeProvider.System.GetTimestamp();
        read(list);
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static (TimeSpan, TimeSpan) Swapped(TimeSpan second, TimeSpan first) => (first, second);

    private static long Allocated(Func<LongList, int> read, LongList list)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read(list);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Nothing waits, so this is one thread throughout.</summary>
    private static async Task<double> AllocatedByAcquire(CancellationToken cancellation)
    {
        using var budget = new RequestBudget(new BudgetOptions(), TimeProvider.System);
        var source = new RequestSource("rule");
        (await budget.Acquire(RequestKind.Read, source, cancellation)).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Acquires; i++)
            (await budget.Acquire(RequestKind.Read, source, cancellation)).Dispose();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Acquires;
    }

    private static string Table(Sample loop, Sample host, LongList list)
    {
        var text = new StringBuilder();
        text.AppendLine("| | min, ms | median, ms | p95, ms | bytes allocated |").AppendLine("| --- | --: | --: | --: | --: |");
        Row("a bare loop", loop, Allocated(Loop, list));
        Row("the host, into records", host, Allocated(Host, list));
        text.AppendLine(CultureInfo.InvariantCulture, $"| ratio | {host.Min / loop.Min:0.00} | {host.Median / loop.Median:0.00} | {host.P95 / loop.P95:0.00} | |");
        return text.ToString();

        void Row(string what, Sample sample, long allocated) =>
            text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {sample.Min:0.000} | {sample.Median:0.000} | {sample.P95:0.000} | {allocated:N0} |");
    }
}
