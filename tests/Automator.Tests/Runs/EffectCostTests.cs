using System.Reflection;
using Automator.Emulator.Control;
using Automator.Emulator.Store;
using Automator.Sdk.Protocol;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Automator.Tests.Surface;

namespace Automator.Tests.Runs;

/// <summary>What each effect of the Sdk costs, by the emulator's own log, is what its <c>///</c> says.</summary>
[Collection(nameof(RunsCollection))]
public sealed class EffectCostTests(EffectCostTests.Measured measured) : IClassFixture<EffectCostTests.Measured>
{
    public static TheoryData<string> Effects() => [.. EffectCost.All.Select(effect => effect.Code)];

    [Theory]
    [MemberData(nameof(Effects))]
    public void Effect_CostsWhatItSays(string code)
    {
        var at = EffectCost.All.ToList().FindIndex(effect => effect.Code == code);
        var requests = measured.Requests[at];
        (requests.Count(request => request.Method == "GET"), requests.Count(request => request.Method != "GET"))
            .ShouldBe((EffectCost.All[at].Reads, EffectCost.All[at].Writes), string.Join('\n', requests.Select(EmulatedRun.Words)));
    }

    [Fact]
    public void EveryEffect_IsMeasured() => EffectCost.All.Select(effect => effect.Member).Distinct().ShouldBe(Members().Select(SdkDocumentation.Name).Distinct(), ignoreOrder: true);

    /// <summary>What may cost more than its write says by which formula; <see cref="EffectCost"/> measures it at the number of records where a page is full.</summary>
    [Fact]
    public void EveryMember_SaysItsCost_AndThoseThatMayCostMoreSayHowMuch()
    {
        var sayings = Members().Select(member => (Name: SdkDocumentation.Name(member), Cost: SdkDocumentation.Cost(member))).Distinct().ToList();
        sayings.Where(saying => !saying.Cost.StartsWith("Costs 1 write.", StringComparison.Ordinal) && !saying.Cost.EndsWith("does no harm.", StringComparison.Ordinal)).Order().ShouldBe(
        [
            ("Basecamp.CreateProject", "Costs 1 write, and 1 request where the run has not read all projects in the last 2 minutes."),
            ("Project.CreateCategory", "Costs 1 write, and 1 request where the run has not read the categories of its kind in the last 2 minutes."),
            ("Project.CreateEvent", "Costs 1 write; where the run has not read the project's events in the last 2 minutes, 1 request too, and 1 more for every 50."),
            ("Project.CreateMilestone", "Costs 1 write, and 1 request where the run has not read all milestones of the project in the last 2 minutes."),
            ("Project.CreateTodoList", "Costs 1 write, and 1 request where the run has not read all lists of the project in the last 2 minutes."),
            ("Project.TrackTime", "Costs 1 write, and 1 request where the run has tracked no hours on that day in the last 2 minutes."),
            ("TodoItem.TrackTime", "Costs 1 write, and 1 request where the run has not read the item's hours in the last 2 minutes."),
            ("TodoList.CopyTo", "Costs 2 reads (the project's lists, this list's items), 1 more for its people where an item is assigned, and 1 more to merge; 1 write for the list, and 1 for each item."),
        ]);
    }

    /// <summary>What was read before is not read once more.</summary>
    [Fact]
    public void WhatTheRunHasRead_CostsTheWriteAlone() => measured.AfterReading.Select(requests => string.Join(", ", requests.Select(request => request.Method)))
        .ShouldBe(Enumerable.Repeat("POST", 6));

    private static IEnumerable<MethodInfo> Members() => SdkDocumentation.Members(typeof(IEffect));

    /// <summary>One run performs every effect, and another those that want something read, once it has.</summary>
    public sealed class Measured(CompilerFixture compiler) : IAsyncLifetime
    {
        internal List<List<RequestEntry>> Requests { get; private set; } = [];

        internal List<List<RequestEntry>> AfterReading { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await using (var classic = await Classic.StartAsync())
                Requests = RequestParts.Of(await EmulatedRun.Of(compiler, classic, Source(Plant(classic), [.. EffectCost.All.Select(effect => effect.Code)])));
            await using (var classic = await Classic.StartAsync())
            {
                const string Reads = """
                    await Basecamp.Projects(null);
                    await site.TodoLists();
                    await site.Categories(CategoryKind.Messages);
                    await site.Milestones();
                    await site.Events();
                    await item.TimeEntries();
                    """;
                AfterReading = RequestParts.Of(await EmulatedRun.Of(compiler, classic, Source($"{Plant(classic)}\n{Reads}",
                [
                    "Basecamp.CreateProject(\"New\")", "site.CreateTodoList(\"New\")", "site.CreateCategory(\"New\")",
                    "site.CreateMilestone(\"New\", new DateOnly(2026, 5, 5))", "site.CreateEvent(\"New\", new DateOnly(2026, 5, 5))", "item.TrackTime(1)",
                ])));
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static string Source(string before, IReadOnlyList<string> effects) => $$"""
            On.Demand(async () =>
            {
                {{before}}
                {{string.Join("\n    ", effects.Select(code => $"await Between(); await {code};"))}}
            });

            {{RequestParts.Between}}
            """;

        /// <returns>What reads it, each by its id.</returns>
        private static string Plant(Classic classic)
        {
            var (ada, site) = (classic.Ada, classic.Project);
            var other = classic.Plant(bed => bed.Project("Other", classic.Firm, bed.Now, [ada]));
            var list = classic.Plant(bed => bed.List(site, "Open"));
            var item = classic.Items(list, "One", "Two")[0];
            var message = classic.Plant(bed => bed.Post(site, "Message", "", ada, bed.Now));
            var comment = classic.Plant(bed => bed.Comment(message, "Comment", ada, bed.Now));
            var category = classic.Account.Work(account => account.Add(account.Categories, new Category { ProjectId = site.Id, Type = "post", Name = "Plans" }));
            var milestone = classic.Plant(bed => bed.Milestone(site, "Milestone", new DateOnly(2026, 1, 1), ada, bed.Now));
            classic.Plant(bed => Times(50, i => bed.Event(site, $"Event {i}", new DateOnly(2027, 1, 1), ada, bed.Now)));
            var hours = classic.Plant(bed => Times(120, i => bed.Hours(site, ada, new DateOnly(2025, 1, 1 + (i % 2)), 1, "", item)))[0];
            return $"""
                var site = await Basecamp.Project({site.Id});
                var other = await Basecamp.Project({other.Id});
                var list = await Basecamp.TodoList({list.Id});
                var item = await Basecamp.TodoItem({item.Id});
                var message = await Basecamp.Message({message.Id});
                var comment = await Basecamp.Comment({comment.Id});
                var category = await Basecamp.Category({category.Id});
                var milestone = await site.CalendarEntry({milestone.Id});
                var hours = await Basecamp.TimeEntry({hours.Id});
                """;
        }

        private static List<T> Times<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];
    }
}
