using System.Net.Http.Json;
using System.Text.Json;
using Automator.Emulator.Control;
using Automator.Emulator.Store;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Automator.Sdk.Protocol;
using Automator.Tests.Emulator;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using Sdk = Automator.Sdk;

namespace Automator.Tests.Basecamp;

/// <summary>
/// Every kind of fault on every class of request: a change is in the account once, or not at all with an error that says
/// so, in doubt where nobody can know; what is read is right, or a clear error.
/// </summary>
public sealed class FaultTests
{
    private const int Posts = 30;
    private static readonly string[] Reads = ["record", "list", "pages"];
    private static readonly string[] Changes = ["create", "update", "complete", "delete", "reorder"];

    /// <summary>The work is done, whatever the client sees.</summary>
    private static readonly string[] Done = ["slow", "cut-after", "lose-answer", "truncate", "wrong-type"];

    /// <summary>Done or not cannot be told, so a change is not tried again: whoever sent it looks first.</summary>
    private static readonly string[] Doubtful = ["500", "502", "504", "cut-before", "cut-after", "lose-answer"];

    public static TheoryData<string, string> OnReads => Cells(Reads);

    public static TheoryData<string, string> OnChanges => Cells(Changes);

    [Theory]
    [MemberData(nameof(OnReads))]
    public async Task Read_GivesTheRightAnswerOrAClearError(string kind, string @class)
    {
        await using var bench = await Bench.Start();
        await bench.Inject(kind, "GET", nth: @class == "pages" ? 2 : 1);
        var reading = bench.Read(@class);
        await bench.Drive(kind, reading);
        if (kind == "html")
        {
            var failed = await Should.ThrowAsync<CallFailedException>(reading);
            failed.Failure.Kind.ShouldBe(CallFailureKind.Unreadable);
            failed.Message.ShouldContain("answered HTML");
            failed.IsInDoubt.ShouldBeFalse();
        }
        else
            (await reading).ShouldBe(bench.Expected(@class));
        (await bench.FaultsMet()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(OnChanges))]
    public async Task Change_IsDoneOnceOrSaysSo(string kind, string @class)
    {
        await using var bench = await Bench.Start();
        var effect = bench.Effect(@class);
        var request = bench.Client.Plan(effect);
        await bench.Inject(kind, request.Method);
        var sending = bench.Client.Send(request, bench.Source, Classic.Token);
        await bench.Drive(kind, sending);
        var isDoubtful = kind == "html" || Doubtful.Contains(kind);
        // What broke off with its first half may or may not have reached the client, as on any network.
        if (isDoubtful || (kind == "truncate" && sending.IsFaulted))
        {
            var failed = await Should.ThrowAsync<CallFailedException>(sending);
            failed.IsInDoubt.ShouldBeTrue();
            failed.Message.ShouldStartWith($"{request.Method} {request.Path}: ");
        }
        else
        {
            var answer = await sending;
            if (@class == "create")
                answer.CreatedId.ShouldBe(bench.Contents().Single(item => item.Content == "D").Id);
        }

        bench.TimesDone(@class).ShouldBe(isDoubtful && !Done.Contains(kind) ? 0 : 1);
        (await bench.FaultsMet()).ShouldBe(1);
    }

    /// <summary>All faults at random, at once: what was answered is there once, what failed for certain is not.</summary>
    [Fact]
    public async Task ManyFaultsAtOnce_NothingTwice_NothingLost()
    {
        await using var bench = await Bench.Start();
        string[] kinds = ["500", "502", "504", "html", "cut-before", "cut-after", "truncate", "wrong-type"];
        await bench.Post([.. kinds.Select((kind, i) => new Fault(kind, Share: 0.04, Random: i + 1))]);
        var outcomes = new List<(string Content, bool Created, bool InDoubt)>();
        foreach (var content in Enumerable.Range(0, 200).Select(i => $"Item {i}"))
        {
            try
            {
                var sent = bench.Client.Send(bench.Client.Plan(new CreateTodoItem { TodoListId = bench.List.Id, Content = content }), bench.Source, Classic.Token);
                await bench.Drive("any", sent);
                outcomes.Add((content, (await sent).CreatedId is not null, false));
            }
            catch (CallFailedException e)
            {
                outcomes.Add((content, false, e.IsInDoubt));
            }
        }

        var there = bench.Contents().Select(item => item.Content).CountBy(content => content).ToDictionary();
        there.Values.ShouldAllBe(count => count == 1);
        outcomes.Where(o => o.Created).ShouldAllBe(o => there.ContainsKey(o.Content));
        outcomes.Where(o => !o.Created && !o.InDoubt).ShouldAllBe(o => !there.ContainsKey(o.Content));
        outcomes.ShouldContain(o => o.InDoubt);
    }

    private static TheoryData<string, string> Cells(string[] classes)
    {
        var cells = new TheoryData<string, string>();
        foreach (var kind in Fault.Kinds)
        {
            foreach (var @class in classes)
                cells.Add(kind, @class);
        }

        return cells;
    }

    /// <summary>A list of three items and a project of thirty messages; the client's time passes only when the test says so.</summary>
    private sealed class Bench : IAsyncDisposable
    {
        private readonly Classic _classic;
        private readonly HttpClient _control;
        private readonly FakeTimeProvider _time = new();
        private readonly RequestBudget _budget;
        private TodoItem[] _items = [];

        private Bench(Classic classic)
        {
            _classic = classic;
            _control = classic.Control();
            _budget = new RequestBudget(new BudgetOptions { Reads = 10_000, Writes = 10_000 }, _time);
            Client = new BasecampClient(
                AccountStub.Connection(classic.Server.Url, zone: "UTC", token: classic.Server.Token), _budget, _time, NullLogger.Instance, new Resilience { FirstDelay = TimeSpan.Zero });
        }

        internal BasecampClient Client { get; }

        internal RequestSource Source { get; } = new("rule");

        internal TodoList List { get; private set; } = null!;

        internal static async Task<Bench> Start()
        {
            var bench = new Bench(await Classic.StartAsync());
            bench.Plant();
            return bench;
        }

        internal Task Inject(string kind, string method, int nth = 1) => Post([new Fault(kind, method, Nth: nth, Seconds: 1)]);

        internal async Task Post(Fault[] faults)
        {
            using var answer = await _control.PostAsJsonAsync("faults", faults, JsonSerializerOptions.Web, Classic.Token);
            answer.EnsureSuccessStatusCode();
        }

        internal async Task<int> FaultsMet() => (await Log()).Count(entry => entry.Fault is not null);

        /// <summary>Lets time pass where the client waits for it: a pause, or an answer that never comes.</summary>
        internal async Task Drive(string kind, Task work)
        {
            var gaveUp = false;
            while (!work.IsCompleted)
            {
                if (_budget.State.PausedUntil is { } until)
                    _time.Advance(until - _time.GetUtcNow());
                else if (kind == "lose-answer" && !gaveUp && (await Log()).Any(entry => entry is { Fault: not null, Status: not null }))
                {
                    gaveUp = true;
                    _time.Advance(new Resilience().TryTimeout);
                }

                Classic.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        internal async Task<string> Read(string @class) => @class switch
        {
            "record" => ((Sdk.TodoItem)await Client.Answer(new ReadTodoItem { Id = _items[0].Id }, Source, Classic.Token)).Content,
            "list" => string.Concat(((Sdk.TodoItem[])await Client.Answer(new ListTodoItems { TodoListId = List.Id }, Source, Classic.Token)).Select(i => i.Content)),
            _ => $"{((Sdk.Message[])await Client.Answer(new ListMessages { ProjectId = _classic.Project.Id }, Source, Classic.Token)).Select(m => m.Id).Distinct().Count()}",
        };

        internal string Expected(string @class) => @class switch
        {
            "record" => "A",
            "list" => "ABC",
            _ => $"{Posts}",
        };

        internal Operation Effect(string @class) => @class switch
        {
            "create" => new CreateTodoItem { TodoListId = List.Id, Content = "D" },
            "update" => new UpdateTodoItem { Id = _items[0].Id, Content = "D" },
            "complete" => new CompleteTodoItem { Id = _items[0].Id },
            "delete" => new DeleteTodoItem { Id = _items[0].Id },
            _ => new ReorderTodoItems { TodoListId = List.Id, Ids = [_items[2].Id, _items[1].Id, _items[0].Id] },
        };

        internal List<TodoItem> Contents() =>
            _classic.Account.Work(account => account.Items.All.Where(item => item.TodoListId == List.Id).OrderBy(item => item.Position).ToList());

        internal int TimesDone(string @class)
        {
            var items = Contents();
            items.Count.ShouldBeInRange(2, 4);
            return @class switch
            {
                "create" => items.Count - 3,
                "update" => items.Count(item => item.Content == "D"),
                "complete" => items.Count(item => item.Completed()),
                "delete" => 3 - items.Count,
                _ => string.Concat(items.Select(item => item.Content)) == "CBA" ? 1 : 0,
            };
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            _budget.Dispose();
            await _classic.DisposeAsync();
        }

        private void Plant()
        {
            List = _classic.Plant(bed => bed.List(_classic.Project, "List"));
            _items = _classic.Items(List, "A", "B", "C");
            _classic.Plant(bed => Enumerable.Range(0, Posts).Select(i => bed.Post(_classic.Project, $"Post {i}", "Body", _classic.Ada, bed.Now.AddMinutes(i - 100))).ToList());
        }

        private async Task<RequestEntry[]> Log() =>
            (await _control.GetFromJsonAsync<RequestEntry[]>("requests", JsonSerializerOptions.Web, Classic.Token))!;
    }
}
