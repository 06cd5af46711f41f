using System.Text.Json;

namespace Automator.Tests.Cli;

/// <summary>What is said of rules where no host runs: nothing but compiler and worker is started.</summary>
public sealed class RuleCommandsTests(CliBench bench) : IClassFixture<CliBench>
{
    [Fact]
    public async Task Rules_NamesTheHandlersOfARuleThatHasSeveral()
    {
        var said = await bench.Run("rules");

        said.Out.ShouldContain(" demand-1: demand ");
        said.Out.ShouldMatch("creates .*\n.* project-created-1: project-created ");
    }

    [Fact]
    public async Task Check_OfAGoodFile_SaysWhatItCanDo()
    {
        var said = await bench.Run("check", bench.File("creates"));

        said.ShouldBe(new Said(0, "", $"{bench.File("creates")}: good; it creates projects\n"));
    }

    [Fact]
    public async Task Check_OfABrokenFile_IsRefusedWithAPlace()
    {
        var said = await bench.Run("check", bench.File("broken"));

        said.ShouldBe(new Said(3, $"{bench.File("broken")}(3,5,3,9): error CS0103: The name 'Oops' does not exist in the current context\n", ""));
    }

    [Fact]
    public async Task Check_OfNoFile_IsRefusedInWords()
    {
        var said = await bench.Run("check", bench.File("nowhere"));

        said.Exit.ShouldBe(3);
        said.Out.ShouldContain("nowhere.csx(1,1,1,1): error ");
    }

    [Fact]
    public async Task Check_OfAll_AsJson()
    {
        var said = await bench.Run("check", "--json");

        said.Exit.ShouldBe(3);
        var checks = JsonElement.Parse(said.Out).EnumerateArray().ToDictionary(check => Path.GetFileName(check.GetProperty("file").GetString()!));
        checks.Keys.ShouldBe(["broken.csx", "creates.csx", "good.csx", "throws.csx"], ignoreOrder: true);
        checks["good.csx"].EnumerateObject().Select(property => property.Name).ShouldBe(["file", "ok", "errors", "does", "notes"]);
        checks["good.csx"].GetProperty("ok").GetBoolean().ShouldBeTrue();
        checks["creates.csx"].GetProperty("does").EnumerateArray().Single().GetString().ShouldBe("creates projects");
        var error = checks["broken.csx"].GetProperty("errors").EnumerateArray().Single();
        checks["broken.csx"].GetProperty("ok").GetBoolean().ShouldBeFalse();
        error.EnumerateObject().Select(property => property.Name).ShouldBe(["file", "line", "column", "endLine", "endColumn", "code", "message"]);
        error.GetProperty("line").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Rules_AsJson()
    {
        var said = await bench.Run("rules", "--json");

        said.Exit.ShouldBe(0);
        var rules = JsonElement.Parse(said.Out).EnumerateArray().ToDictionary(rule => rule.GetProperty("rule").GetString()!);
        rules["good"].GetProperty("state").GetString().ShouldBe("Live");
        rules["good"].GetProperty("description").GetString().ShouldBe("Says hello.");
        rules["broken"].GetProperty("state").GetString().ShouldBe("Broken");
        rules["broken"].GetProperty("errors").GetArrayLength().ShouldBe(1);
        var handler = rules["throws"].GetProperty("handlers").EnumerateArray().Single();
        handler.GetProperty("handler").GetString().ShouldBe("schedule-1");
        handler.GetProperty("cron").GetString().ShouldBe("0 3 * * *");
        handler.GetProperty("zone").GetString().ShouldBe("Europe/Berlin");
        rules["creates"].GetProperty("handlers").EnumerateArray().Select(h => h.GetProperty("handler").GetString()).ShouldBe(["demand-1", "project-created-1"]);
    }

    [Fact]
    public async Task Rules_AsATable()
    {
        var said = await bench.Run("rules");

        said.Exit.ShouldBe(0);
        said.Out.ShouldContain("RULE");
        said.Out.ShouldMatch(@"throws +live +0 3 \* \* \* Europe/Berlin");
        said.Out.ShouldMatch(@"broken +broken");
        said.Out.ShouldContain($"{bench.File("broken")}(3,5,3,9): error CS0103");
    }

    [Fact]
    public async Task New_WritesARuleThatIsGoodAndIsNotWrittenOver()
    {
        using var place = new CliBench();

        var made = await place.Run("new", "team/mine", "--on", "todo-item-completed");
        var file = place.File("team/mine");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var again = await place.Run("new", "team/mine");
        var check = await place.Run("check", file);

        made.ShouldBe(new Said(0, $"{file}\n", ""));
        again.ShouldBe(new Said(1, "", $"{file} is there already, and is left as it is. Choose another name.\n"));
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(text);
        check.Exit.ShouldBe(0);
    }

    [Fact]
    public async Task New_StaysInTheRulesFolder()
    {
        var said = await bench.Run("new", "../out");

        said.Exit.ShouldBe(1);
        said.Error.ShouldContain("must stay in the rules folder");
    }

    [Fact]
    public async Task Runs_WhereNothingRan_SaysSo()
    {
        (await bench.Run("runs")).ShouldBe(new Said(0, "No runs.\n", ""));
        (await bench.Run("runs", "--json")).ShouldBe(new Said(0, "[]\n", ""));
        (await bench.Run("runs", "show", "abc")).ShouldBe(new Said(1, "", "No run begins with 'abc'. 'automator runs' lists the last ones.\n"));
    }
}
