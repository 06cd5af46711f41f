using System.Text.RegularExpressions;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Tests.Compiler;
using Automator.Tests.Emulator;
using Automator.Tests.Runs;

namespace Automator.Tests.Broker;

/// <summary>An answer is lost, and before the account is asked somebody has been at its records.</summary>
[Collection(nameof(RunsCollection))]
public sealed class AmbiguousAnswersTests(CompilerFixture compiler)
{
    private const string Items = "/todo_lists/*/todo_items.xml";

    private const string Twin = """
        var project = await Basecamp.Project("Site");
        var list = await project.CreateTodoList("List");
        var made = await list.CreateItem("Twin");
        Log.Info($"made {made.Id}");
        """;

    private const string Change = """
        var project = await Basecamp.Project("Site");
        var list = await project.CreateTodoList("List");
        var item = await list.CreateItem("Before");
        try { await item.Update(content: "Twin"); }
        catch (NotFoundException) { Log.Info("gone"); }
        """;

    [Theory]
    [InlineData("cut-before")]
    [InlineData("cut-after")]
    public async Task EqualItemOfSomebodyElse_IsNotTakenForOurs(string fault)
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, Twin);
        stage.Fail(fault, "POST", Items);

        var (ended, lines) = await stage.Run(() => Make(classic, classic.Max));

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        var ours = Twins(classic).Single(item => item.CreatorId == classic.Ada.Id);
        lines[^1].ShouldBe($"made {ours.Id}");
        Twins(classic).Count.ShouldBe(2);
    }

    [Fact]
    public async Task EqualItemOfOurOwnLogin_LeavesTheRunInDoubtWithBoth()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, Twin);
        stage.Fail("cut-after", "POST", Items);

        var (ended, _) = await stage.Run(() => Make(classic, classic.Ada));

        var candidates = Twins(classic).Select(item => (long)item.Id).Order().ToList();
        candidates.Count.ShouldBe(2);
        ended.Status.ShouldBe(RunStatus.InDoubt);
        ended.Reason.ShouldNotBeNull().ShouldBe(
            $"Nobody can tell whether 'create to-do 'Twin' in list {Twins(classic)[0].TodoListId}' was done. There are 2 that may be it: {candidates[0]}, {candidates[1]}. Look at the account, then say what became of it: 'automator runs resolve {ended.Run}'.");
        var effect = Last(stage);
        effect.Status.ShouldBe(EffectStatus.InDoubt);
        EffectDoubt.Of(effect.Doubt!).Candidates.ShouldBe(candidates);
    }

    /// <summary>The known hole, and it is said in the log: a user of its own for the automation closes it.</summary>
    [Fact]
    public async Task EqualItemOfOurOwnLogin_WhileOursNeverLeft_IsTakenForOurs()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, Twin);
        stage.Fail("cut-before", "POST", Items);

        var (ended, lines) = await stage.Run(() => Make(classic, classic.Ada));

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        var theirs = Twins(classic).ShouldHaveSingleItem();
        lines.ShouldContain(line => line.Contains($"the account shows that it was done, as {theirs.Id}"));
    }

    /// <summary>Lists do not tell who made them.</summary>
    [Fact]
    public async Task EqualListOfSomebodyElse_LeavesTheRunInDoubt()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, "await (await Basecamp.Project(\"Site\")).CreateTodoList(\"Twin\");");
        stage.Fail("cut-after", "POST", "/projects/*/todo_lists.xml");

        var (ended, _) = await stage.Run(() => classic.As(classic.Max).PostXml($"projects/{classic.Project.Id}/todo_lists.xml", "<todo-list><name>Twin</name></todo-list>").Made());

        ended.Status.ShouldBe(RunStatus.InDoubt, ended.Reason);
        EffectDoubt.Of(Last(stage).Doubt!).Candidates.ShouldBe(classic.Account.Work(account => account.Lists.All.Select(list => (long)list.Id).Order().ToList()));
    }

    /// <summary>The other known hole: what was made and deleted leaves no trace.</summary>
    [Fact]
    public async Task RecordThatAPersonDeleted_IsMadeAnew()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, Twin);
        stage.Fail("cut-after", "POST", Items);
        var first = 0;

        var (ended, lines) = await stage.Run(async () =>
        {
            first = Twins(classic).ShouldHaveSingleItem().Id;
            (await classic.As(classic.Ada).Drop($"todo_items/{first}.xml").Status()).ShouldBe(200);
        });

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        var again = Twins(classic).ShouldHaveSingleItem();
        again.Id.ShouldNotBe(first);
        lines[^1].ShouldBe($"made {again.Id}");
    }

    [Theory]
    [InlineData("cut-before")]
    [InlineData("cut-after")]
    public async Task RecordThatAPersonChangedMeanwhile_LeavesTheRunInDoubt(string fault)
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, Change);
        stage.Fail(fault, "PUT", "/todo_items/*");

        var (ended, _) = await stage.Run(async () =>
        {
            var item = classic.Account.Work(account => account.Items.All.Single());
            (await classic.As(classic.Ada).PutXml($"todo_items/{item.Id}.xml", "<todo-item><content>Theirs</content></todo-item>").Status()).ShouldBe(200);
        });

        ended.Status.ShouldBe(RunStatus.InDoubt, ended.Reason);
        ended.Reason.ShouldNotBeNull().ShouldContain("It is not as it was sent, and has been changed since");
        classic.Account.Work(account => account.Items.All.Single().Content).ShouldBe("Theirs");
    }

    [Fact]
    public async Task ChangedRecordThatAPersonDeleted_IsGoneForTheRule()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, Change);
        stage.Fail("cut-before", "PUT", "/todo_items/*");

        var (ended, lines) = await stage.Run(async () =>
        {
            var item = classic.Account.Work(account => account.Items.All.Single());
            (await classic.As(classic.Ada).Drop($"todo_items/{item.Id}.xml").Status()).ShouldBe(200);
        });

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines[^1].ShouldBe("gone");
    }

    /// <summary>By ourselves, as far as anybody can tell.</summary>
    [Fact]
    public async Task RecordToBeDeletedThatIsGone_IsDeleted()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, $"{Twin}\nawait made.Delete();\nLog.Info(\"deleted\");");
        stage.Fail("cut-after", "DELETE", "/todo_items/*");

        var (ended, lines) = await stage.Run();

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        lines[^1].ShouldBe("deleted");
        Twins(classic).ShouldBeEmpty();
    }

    /// <summary>Told that it was not done, it is sent again: what was there then is not taken for it should that answer be lost too.</summary>
    [Fact]
    public async Task NotDone_IsSentAgain_AndWhatWasThereIsNotIt()
    {
        await using var classic = await Classic.StartAsync();
        await using var stage = await LostAnswersStage.Open(compiler, classic, Twin);
        stage.Fail("cut-before", "POST", Items);
        await stage.Run(async () =>
        {
            await Make(classic, classic.Ada);
            await Make(classic, classic.Ada);
        });
        var run = stage.Bench.Runs(RunStatus.InDoubt).ShouldHaveSingleItem();
        var theirs = Twins(classic).Select(item => item.Id).ToList();
        stage.Fail("cut-after", "POST", Items);

        var (ended, lines) = await stage.ToItsEnd(stage.Bench.Settled(run, DoubtWord.NotDone));

        ended.Status.ShouldBe(RunStatus.Succeeded, ended.Reason);
        var ours = Twins(classic).Select(item => item.Id).Except(theirs).ShouldHaveSingleItem();
        lines[^1].ShouldBe($"made {ours}");
        stage.Bench.Journal.Log(run.Id).Count(line => Regex.IsMatch(line.Text, "^By a person, at .*Z: 'create to-do 'Twin' in list [0-9]+' was not done.$")).ShouldBe(1);
    }

    private static Task<int> Make(Classic classic, Automator.Emulator.Store.Person person) =>
        classic.As(person).PostXml($"todo_lists/{classic.Account.Work(account => account.Lists.All.Single().Id)}/todo_items.xml", "<todo-item><content>Twin</content></todo-item>").Made();

    private static List<Automator.Emulator.Store.TodoItem> Twins(Classic classic) =>
        classic.Account.Work(account => account.Items.All.Where(item => item.Content == "Twin").ToList());

    private static EffectRecord Last(LostAnswersStage stage) =>
        stage.Bench.Journal.Effects(stage.Bench.Runs(RunStatus.InDoubt).ShouldHaveSingleItem().Id)[^1];
}
