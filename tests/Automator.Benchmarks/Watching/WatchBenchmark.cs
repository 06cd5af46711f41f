using System.Diagnostics;
using Automator.Benchmarks.Report;
using Automator.Host;
using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Host.Triggers;
using Automator.Host.Triggers.Watching;
using Automator.Sdk;
using Automator.Sdk.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Benchmarks.Watching;

/// <summary>What the watch's snapshot of a large account takes: in memory, on the disk, and of an idle poll.</summary>
internal static class WatchBenchmark
{
    private const int Projects = 1_000;
    private const int ListsOfEach = 10;
    private const int ItemsOfEach = 20;
    private const int IdlePolls = 20;

    private static readonly DateTimeOffset Changed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static async Task Run(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("automator-");
        try
        {
            var load = Machine.Load();
            Console.WriteLine($"{Machine.Describe()}; load {load:0.0} before.\n");
            Console.WriteLine($"{Projects:N0} projects, {Projects * ListsOfEach:N0} lists, {Projects * ListsOfEach * ItemsOfEach:N0} to-dos, of which every change is listened to.\n");
            var file = Path.Combine(folder.FullName, "journal.db");
            await First(file, cancellation);
            Console.WriteLine($"The journal then has {new FileInfo(file).Length / 1e6:0.0} MB.");
            await Again(file, cancellation);
            Console.WriteLine($"Load {Machine.Load():0.0} after.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task First(string file, CancellationToken cancellation)
    {
        await using var journal = SqliteJournal.Open(file, TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var watch = await Watch(journal, cancellation);
        var began = Stopwatch.GetTimestamp();
        await watch.Poll(cancellation);
        Console.WriteLine($"The first look takes {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s beside what the account takes to answer; the snapshot then holds {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:0.0} MB of memory.");
        GC.KeepAlive(watch);
    }

    private static async Task Again(string file, CancellationToken cancellation)
    {
        await using var journal = SqliteJournal.Open(file, TimeProvider.System);
        using var watch = await Watch(journal, cancellation);
        var began = Stopwatch.GetTimestamp();
        await watch.Poll(cancellation);
        var first = Stopwatch.GetElapsedTime(began);
        var idle = new List<double>();
        for (var poll = 0; poll < IdlePolls; poll++)
        {
            began = Stopwatch.GetTimestamp();
            await watch.Poll(cancellation);
            idle.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        idle.Sort();
        Console.WriteLine($"After a restart the first poll, which reads the snapshot from the journal, takes {first.TotalSeconds:0.0} s, an idle one {idle[idle.Count / 2]:0.0} ms.");
    }

    private static async Task<AccountWatch> Watch(SqliteJournal journal, CancellationToken cancellation)
    {
        var dues = new DueQueue(journal, await journal.Take("main", "account 1", cancellation));
        var watch = new AccountWatch(
            "main", journal, dues, Answer, TimeZoneInfo.Utc, new AccountWatchOptions { SweepEvery = int.MaxValue }, TimeProvider.System, NullLogger<AccountWatch>.Instance);
        watch.Listen(new LiveRules
        {
            Handlers = [.. Enum.GetValues<Trigger>().Where(trigger => trigger.ToName().StartsWith("todo", StringComparison.Ordinal)).Select(trigger =>
                new LiveHandler(new RuleName("rule"), new HandlerDefinition { Key = trigger.ToName(), Trigger = trigger, Days = 3 }))],
        });
        return watch;
    }

    private static Task<object> Answer(Operation query, CancellationToken cancellation) => Task.FromResult<object>(query switch
    {
        ListDatedProjects => new DatedProjects([.. Enumerable.Range(1, Projects).Select(id => new Project { Id = id, Name = $"Project {id}", LastChangedOn = Changed })], Changed.AddDays(1)),
        ListTodoLists lists => Enumerable.Range(1, ListsOfEach).Select(n => List(lists.ProjectId, n)).ToArray(),
        ListTodoItems items => Enumerable.Range(1, ItemsOfEach).Select(n => Item(items.TodoListId, n)).ToArray(),
        _ => throw new InvalidOperationException($"The watch does not ask {query}."),
    });

    private static TodoList List(long project, int number) => new()
    {
        Id = (project * 100) + number,
        ProjectId = project,
        Name = $"List {number} of {project}",
        OpenCount = ItemsOfEach / 2,
        CompletedCount = ItemsOfEach / 2,
    };

    private static TodoItem Item(long list, int number) => new()
    {
        Id = (list * 100) + number,
        TodoListId = list,
        Content = $"What is to be done {number}",
        DueOn = number % 4 == 0 ? new DateOnly(2030, 1, number) : null,
        IsCompleted = number > ItemsOfEach / 2,
        CompletedAt = number > ItemsOfEach / 2 ? Changed : null,
        CreatedAt = Changed,
        CommentsCount = number % 3,
    };
}
