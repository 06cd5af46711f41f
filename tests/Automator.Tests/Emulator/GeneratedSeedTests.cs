using System.Text.Json;
using Automator.Emulator;
using Automator.Emulator.Store;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Automator.Tests.Emulator;

public sealed class GeneratedSeedTests
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero));

    private static Task<Classic> Generate(string seed) =>
        Classic.SeededAsync(new EmulatorOptions { Seed = seed, Time = Time, Limits = EmulatorLimits.Off });

    [Theory]
    [InlineData("generated:projects=7,people=5,lists=30,items=1200,longest=90,milestones=11,messages=13,comments=77,hours=40", "5 7 30 1200 11 13 77 40")]
    [InlineData("generated:projects=3", "50 3 30 600 12 15 60 30")]
    [InlineData("generated:projects=0", "50 0 0 0 0 0 0 0")]
    [InlineData("generated:projects=1,people=1,lists=1,items=1,milestones=0,messages=0,hours=0,comments=3", "1 1 1 1 0 0 3 0")]
    [InlineData("generated:projects=2,lists=0,messages=0,hours=0,comments=9", "50 2 0 0 8 0 9 0")]
    public async Task EveryKind_HasTheSizeThatWasAskedFor(string seed, string sizes)
    {
        await using var classic = await Generate(seed);

        var counts = classic.Account.Work(account => account.Counts());
        string[] kinds = ["person", "project", "todo-list", "todo-item", "calendar-entry", "post", "comment", "time-entry"];
        string.Join(' ', kinds.Select(kind => counts[kind])).ShouldBe(sizes);
    }

    [Fact]
    public async Task OneList_IsTheLongestAndMostAreShort()
    {
        await using var classic = await Generate("generated:projects=20,lists=200,items=4000");

        var sizes = classic.Account.Work(account => account.Lists.All.Select(list => account.Items.Under(list.Id).Count).Order().ToList());

        sizes[^1].ShouldBe(500);
        sizes[100].ShouldBeLessThan(4000 / 200);
    }

    [Fact]
    public async Task ListsThatAreFull_HandTheirRestToOthers()
    {
        await using var classic = await Generate("generated:projects=2,lists=50,items=990,longest=20");

        var sizes = classic.Account.Work(account => account.Lists.All.Select(list => account.Items.Under(list.Id).Count).ToList());

        sizes.Sum().ShouldBe(990);
        sizes.Max().ShouldBe(20);
    }

    [Fact]
    public async Task TheSameSeed_IsTheSameAccount()
    {
        async Task<string> Account(string seed)
        {
            await using var classic = await Generate(seed);
            return classic.Account.Work(account => JsonSerializer.Serialize(new { account.Items.All, Lists = account.Lists.All, Posts = account.Posts.All, Comments = account.Comments.All, Hours = account.Hours.All }));
        }

        var one = await Account("generated:projects=4");

        (await Account("generated:projects=4")).ShouldBe(one);
        (await Account("generated:projects=4,random=2")).ShouldNotBe(one);
    }

    [Fact]
    public async Task WhatHappened_HappenedBeforeNowAndInOrder()
    {
        await using var classic = await Generate("generated:projects=30");
        var now = Time.GetUtcNow();

        classic.Account.Work(account =>
        {
            account.Items.All.ShouldAllBe(item => item.UpdatedAt >= item.CreatedAt && item.UpdatedAt < now);
            account.Items.All.Where(item => item.Completed()).ShouldAllBe(item => item.CompletedAt == item.UpdatedAt);
            account.Comments.All.ShouldAllBe(comment => comment.CreatedAt < now && comment.CreatedAt > BeginningOf(account, comment));
            account.Hours.All.ShouldAllBe(entry => entry.Date <= account.Today && account.People.Find(entry.PersonId)!.CompanyId == account.Facts.PrimaryCompanyId);
            account.Calendar.All.ShouldAllBe(entry => entry.CompletedOn == null || (entry.CompletedOn > entry.CreatedOn && entry.CompletedOn < now));
            account.Projects.All.ShouldAllBe(project => project.LastChangedOn == null || (project.LastChangedOn > project.CreatedOn && project.LastChangedOn < now));
            account.People.All.Select(person => person.UserName).ShouldBeUnique();
        });
    }

    private static DateTimeOffset BeginningOf(Account account, Comment comment) => comment.CommentableType switch
    {
        "TodoItem" => account.Items.Find(comment.CommentableId)!.CreatedAt,
        "Post" => account.Posts.Find(comment.CommentableId)!.PostedOn,
        _ => account.Calendar.Find(comment.CommentableId)!.CreatedOn,
    };

    [Fact]
    public async Task ThousandsOfPeople_HaveUserNamesOfTheirOwn()
    {
        await using var classic = await Generate("generated:projects=0,people=3000");

        classic.Account.Work(account => account.People.All.Select(person => person.UserName).Distinct().Count()).ShouldBe(3000);
        classic.Server.Tokens.Select(person => person.Role).ShouldBe(["administrator", "member", "client"]);
    }

    [Theory]
    [InlineData("generated:", "\"\" is not KEY=NUMBER")]
    [InlineData("generated:projects", "\"projects\" is not KEY=NUMBER")]
    [InlineData("generated:projects=1=2", "\"projects=1=2\" is not KEY=NUMBER")]
    [InlineData("generated:items=10,", "\"\" is not KEY=NUMBER")]
    [InlineData("generated:todos=10", "todos is no key. The keys are projects, people, lists, items")]
    [InlineData("generated:Items=10", "Items is no key")]
    [InlineData("generated:items=many", "items=many is not between 0 and 1000000")]
    [InlineData("generated:items=-1", "items=-1 is not between 0 and 1000000")]
    [InlineData("generated:items=1000001", "items=1000001 is not between 0 and 1000000")]
    [InlineData("generated:projects=1000000", "lists=10000000 is not between 0 and 1000000")]
    [InlineData("generated:items=99999999999", "items=99999999999 is not between 0 and 1000000")]
    [InlineData("generated:people=0", "people=0 is not between 1 and 1000000")]
    [InlineData("generated:random=0", "random=0 is not between 1 and 1000000")]
    [InlineData("generated:items=1,items=2", "items is given twice")]
    [InlineData("generated:projects=0,lists=1", "lists=1 want projects to be in")]
    [InlineData("generated:lists=0,items=1", "items=1 want lists to be in")]
    [InlineData("generated:projects=0,comments=1", "comments=1 want items, messages or milestones to be in")]
    [InlineData("generated:lists=2,items=11,longest=5", "items=11 do not fit into lists=2 of longest=5")]
    public async Task ASizeThatCannotBe_IsExplained(string seed, string words)
    {
        var fault = await Should.ThrowAsync<EmulatorException>(() => EmulatorServer.StartAsync(new EmulatorOptions { Seed = seed }, Classic.Token));

        fault.Message.ShouldStartWith($"The seed {seed} cannot be generated: ");
        fault.Message.ShouldContain(words);
        fault.Message.ShouldEndWith("An example is generated:projects=1000,lists=10000,items=200000.");
    }

    [Fact]
    public async Task AReset_GeneratesItAgain()
    {
        await using var classic = await Generate("generated:projects=2");
        var before = classic.Account.Work(account => account.Counts());

        (await classic.Control().PostAsync("reset", null, Classic.Token).Status()).ShouldBe(200);

        classic.Account.Work(account => account.Counts()).ShouldBe(before);
    }
}
