using System.Reflection;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Tests.Compiler;

[Collection(nameof(CompletionFixture))]
public sealed class CompletionTests(CompletionFixture completer)
{
    [Fact]
    public async Task BasecampDot_ListsWhatOneCanReach()
    {
        var items = await completer.Items("On.Demand(async () => { await Basecamp.Pro| });");

        var projects = items.Single(item => item.Label == "Projects");
        projects.ShouldBe(new Completion { Label = "Projects", Text = "Projects", Kind = CompletionKind.Method, Start = 39, Length = 3 });
        Statics(typeof(Automator.Sdk.Basecamp)).ShouldBeSubsetOf(items.Select(item => item.Label));
    }

    [Fact]
    public async Task OnDot_ListsEachTrigger() => Statics(typeof(On)).ShouldBeSubsetOf(await completer.Labels("On.|"));

    [Theory]
    [InlineData("System.IO.|", "File", "Directory", "Path", "Stream")]
    [InlineData("Task.|", "Run", "Delay", "Factory", "WhenAny", "Yield")]
    [InlineData("Console.|", "WriteLine", "ReadLine", "Out")]
    [InlineData("DateTime.|", "Now", "UtcNow", "Today", "Parse")]
    [InlineData("Guid.|", "NewGuid")]
    [InlineData("\"\".|", "GetHashCode", "GetType", "AsSpan")]
    [InlineData("Task<int> t = null; t.|", "Result", "Wait", "GetAwaiter", "ContinueWith", "ConfigureAwait")]
    [InlineData("|", "Console", "Thread", "File", "Environment", "Random", "Activator", "Type", "nint", "dynamic", "unsafe", "lock", "goto")]
    [InlineData("#|", "r", "pragma", "line")]
    public async Task WhatRulesDoNotHave_IsNotOffered(string place, params string[] absent)
    {
        var labels = await completer.Labels(place);

        absent.Where(labels.Contains).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("On.Demand(async () => { var open = 1; foreach (var item in new[] { 2 }) { | } });", "open", "item", "Basecamp", "foreach", "await", "List<>")]
    [InlineData("await foreach (var todo in Basecamp.TodoItems()) { await todo.| }", "Complete", "Comment", "Content")]
    [InlineData("var names = (await Basecamp.Projects()).Where(project => project.|", "Name", "Id")]
    [InlineData("On.Schedule(\"@daily\", () => Task.CompletedTask, new() { | });", "Zone", "Misfire")]
    [InlineData("Misfire m = Misfire.|", "Once", "Skip")]
    [InlineData("Rule.Limit(|)", "writes:")]
    [InlineData("record Line(string Name); var line = new Line(\"\"); line.|", "Name")]
    [InlineData("#|", "load", "region")]
    [InlineData("#load \"_words.csx\"\nLog.Info(Gree|", "Greeting")]
    public async Task WhatIsInScope_IsOffered(string place, params string[] present)
    {
        var labels = await completer.Labels(place, ("/rules/_words.csx", "string Greeting() => \"Hello\";"));

        present.Where(label => !labels.Contains(label)).ShouldBeEmpty(string.Join(' ', labels));
    }

    [Fact]
    public async Task ASnippet_IsCompletedToo()
    {
        var request = CompletionFixture.Request("var people = await Basecamp.People();\npeople.|");

        var answer = await completer.Ask(request with { Source = request.Source with { Kind = CompileKind.Snippet, Path = "/rules/rule.csx" } });

        answer.Items.ShouldContain(item => item.Label == "Count");
    }

    [Fact]
    public async Task AnItem_IsDescribedInTheSdksWords()
    {
        var request = CompletionFixture.Request("On.|") with { Question = CompletionQuestion.Describe, Label = "ProjectCreated" };

        var description = (await completer.Ask(request)).Description.ShouldNotBeNull();

        description.Signature.ShouldContain("void On.ProjectCreated(Func<Project, Task> handler");
        description.Text.ShouldStartWith("Runs once for every project that appears in the account");
        (await completer.Ask(request with { Label = "Nothing" })).Description.ShouldBeNull();
    }

    [Fact]
    public async Task WhatStandsThere_IsDescribed()
    {
        var request = CompletionFixture.Request("On.Sche|dule(\"@daily\", () => Task.CompletedTask);") with { Question = CompletionQuestion.Hover };

        var description = (await completer.Ask(request)).Description.ShouldNotBeNull();

        description.Signature.ShouldContain("On.Schedule(string cron");
        description.Text.ShouldContain("cron expression");
        (description.Start, description.Length).ShouldBe((3, 8));
    }

    [Fact]
    public async Task TheCallAroundThePlace_IsDescribedWithItsParameters()
    {
        var request = CompletionFixture.Request("On.Schedule(\"@daily\", |") with { Question = CompletionQuestion.Signatures };

        var signatures = (await completer.Ask(request)).Signatures.ShouldNotBeNull();

        var signature = signatures.Signatures[signatures.Best];
        signature.Label.ShouldContain("On.Schedule(string cron");
        signature.Parameters[signatures.Parameter].Text.ShouldStartWith("What to do.");
        signature.Label.ShouldContain(signature.Parameters[signatures.Parameter].Label);
    }

    [Theory]
    [InlineData("#load \"_words.csx\"\n|", "loads this file in turn")]
    [InlineData("var deep = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((|", "Brackets nested")]
    [InlineData("again: |", "Labels are not available")]
    public async Task ASourceThatIsNotToBeRead_IsSaidToBe(string place, string words)
    {
        var answer = await completer.Ask(CompletionFixture.Request(place, ("/rules/_words.csx", "#load \"rule.csx\"")));

        answer.Items.ShouldBeEmpty();
        answer.Refusal.ShouldNotBeNull().ShouldContain(words);
    }

    [Fact]
    public async Task APlaceOutsideOfTheFile_IsAnAnswerOfNothing()
    {
        (await completer.Ask(CompletionFixture.Request("On.|") with { Position = 99 })).Refusal.ShouldNotBeNull().ShouldContain("outside of the file");

        (await completer.Labels("On.|")).ShouldContain("Schedule");
    }

    private static IEnumerable<string> Statics(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName).Select(method => method.Name).Distinct();
}
