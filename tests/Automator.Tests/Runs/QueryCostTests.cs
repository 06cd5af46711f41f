using System.Reflection;
using Automator.Emulator.Control;
using Automator.Emulator.Store;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Automator.Tests.Surface;

namespace Automator.Tests.Runs;

/// <summary>What each query of the Sdk costs, by the emulator's own log, is what its <c>///</c> says.</summary>
[Collection(nameof(RunsCollection))]
public sealed class QueryCostTests(QueryCostTests.Measured measured) : IClassFixture<QueryCostTests.Measured>
{
    public static TheoryData<string> Queries() => [.. QueryCost.All.Select(query => query.Code)];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_CostsWhatItSays(string code)
    {
        var at = QueryCost.All.ToList().FindIndex(query => query.Code == code);
        measured.Requests[at].Count.ShouldBe(QueryCost.All[at].Requests, string.Join('\n', measured.Requests[at].Select(EmulatedRun.Words)));
    }

    [Fact]
    public void EveryQuery_IsMeasured() => QueryCost.All.Select(query => query.Member).Distinct().ShouldBe(Members().Select(SdkDocumentation.Name).Distinct(), ignoreOrder: true);

    /// <summary>What may cost more than one says by which formula; <see cref="QueryCost"/> measures it at the number of records where a page is full.</summary>
    [Fact]
    public void EveryMember_SaysItsCost_AndThoseThatMayCostMoreThanOneSayHowMuch()
    {
        var sayings = Members().Select(member => (Name: SdkDocumentation.Name(member), Cost: SdkDocumentation.Cost(member))).Distinct().ToList();
        sayings.Where(saying => saying.Cost is not ("Costs 1 request." or "Costs 1 request more.")).Order().ShouldBe(
        [
            ("Basecamp.TimeReport", "Costs 1 request for every six months begun, which is the most the account reports at once."),
            ("Basecamp.TodoItems", "Costs 1 request, 1 for each active project, and 1 for each list read; lists that can hold no match are not read."),
            ("CalendarEntry.Comments", "Costs 1 request for every 50 begun."),
            ("Category.Files", "Costs 1 request, and 1 more for every 100 files of the project."),
            ("Category.Messages", "Costs 1 request, and 1 more for every 25."),
            ("Message.Comments", "Costs 1 request for every 50 begun."),
            ("Project.Calendar", "Costs 1 request, and 1 more for every 50."),
            ("Project.Events", "Costs 1 request, and 1 more for every 50."),
            ("Project.Files", "Costs 1 request, and 1 more for every 100."),
            ("Project.Messages", "Costs 1 request, and 1 more for every 25."),
            ("Project.TimeEntries", "Costs 1 request for every 50 begun."),
            ("Project.TodoItems", "Costs 1 request, and 1 for each list read; open items of one party cost 1 request in all."),
            ("TodoItem.Comments", "Costs 1 request for every 50 begun."),
            ("TodoList.CopyTo", "Costs 2 reads (the project's lists, this list's items), 1 more for its people where an item is assigned, and 1 more to merge; 1 write for the list, and 1 for each item."),
        ]);
    }

    private static IEnumerable<MethodInfo> Members() => SdkDocumentation.Members(typeof(IQuery));

    /// <summary>One run asks every query, with a request between them that nothing else makes.</summary>
    public sealed class Measured(CompilerFixture compiler) : IAsyncLifetime
    {
        internal List<List<RequestEntry>> Requests { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using var classic = await Classic.StartAsync();
            Plant(classic);
            Requests = RequestParts.Of(await EmulatedRun.Of(compiler, classic, Source()));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static string Source() => $$"""
            On.Demand(async () =>
            {
                var site = await Basecamp.Project("Site");
                var list = await site.TodoList("Open");
                var item = (await list.Items())[0];
                var message = (await site.Messages())[0];
                var heading = (await site.MessageHeadings())[0];
                var comment = (await message.Comments())[0];
                var category = await site.Category("Plans");
                var milestone = (await site.Milestones())[0];
                var hours = (await site.TimeEntries())[0];
                var person = await Basecamp.Me();
                var company = await Basecamp.Company(person.CompanyId);
                {{string.Join("\n    ", QueryCost.All.Select(query => $"await Between(); await {query.Code};"))}}
            });

            {{RequestParts.Between}}

            async Task All(IAsyncEnumerable<TodoItem> items)
            {
                await foreach (var item in items) { }
            }
            """;

        private static void Plant(Classic classic)
        {
            var (ada, site) = (classic.Ada, classic.Project);
            var list = classic.Plant(bed => bed.List(site, "Open"));
            var item = classic.Items(list, "One", "Two")[0];
            var done = classic.Plant(bed => bed.List(site, "Completed"));
            classic.Plant(bed => bed.Item(done, "Done", ada, bed.Now, i => i.CompletedAt = bed.Now));
            classic.Plant(bed => bed.List(site, "Empty"));
            classic.Items(classic.Plant(bed => bed.List(bed.Project("Other", classic.Firm, bed.Now, [ada]), "Elsewhere")), "Three");
            classic.Items(classic.Plant(bed => bed.List(bed.Project("Old", classic.Firm, bed.Now, [ada], status: "archived"), "Long ago")), "Four");
            var plans = classic.Account.Work(account => account.Add(account.Categories, new Category { ProjectId = site.Id, Type = "post", Name = "Plans" }));
            classic.Plant(bed => Times(30, i => bed.Post(site, $"Message {i}", "", ada, bed.Now.AddDays(-i), post => post.CategoryId = i < 25 ? plans.Id : null)));
            var newest = classic.Account.Posts.Under(site.Id).MaxBy(post => post.PostedOn)!;
            classic.Plant(bed => Times(50, i => bed.Comment(newest, $"Comment {i}", ada, bed.Now.AddMinutes(-i))));
            classic.Plant(bed => Times(100, i => bed.File(site, $"{i}.txt", "x"u8, ada, bed.Now)));
            classic.Plant(bed => Times(50, i => bed.Event(site, $"Event {i}", new DateOnly(2027, 1, 1), ada, bed.Now)));
            var milestones = classic.Plant(bed => Times(10, i => bed.Milestone(site, $"Milestone {i}", new DateOnly(2026, 1, 1).AddDays(i), ada, bed.Now)));
            classic.Plant(bed => Times(51, i => bed.Comment(milestones[0], $"Comment {i}", ada, bed.Now.AddMinutes(-i))));
            classic.Plant(bed => Times(51, i => bed.Hours(site, ada, new DateOnly(2025, 1, 1).AddDays(i), 1, "", item)));
        }

        private static List<T> Times<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];
    }
}
