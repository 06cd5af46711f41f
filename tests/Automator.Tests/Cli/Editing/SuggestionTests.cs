using Automator.Host.Cli.Editing;

namespace Automator.Tests.Cli.Editing;

public sealed class SuggestionTests
{
    private static readonly string[] Members = ["Account", "People", "Person", "Project", "Projects", "TodoItems"];

    [Fact]
    public async Task Tab_ShowsWhatMayStandThere_WithWhatAllBeginWithPutIn()
    {
        using var bench = new EditorBench { Offered = Members };
        await bench.Type("Basecamp.pr");

        await bench.Press(KeyKind.Tab);

        bench.Screen.Shown.ShouldBe("> Basecamp.Project\n  Project\n  Projects");
        bench.Screen.Caret.ShouldBe((0, 18));
    }

    [Fact]
    public async Task TheOnlyOne_IsPutInAtOnce()
    {
        using var bench = new EditorBench { Offered = Members };
        await bench.Type("Basecamp.to() + 1");
        await bench.Press([.. Enumerable.Repeat(KeyKind.Left, 6)]);

        await bench.Press(KeyKind.Tab);

        bench.Screen.Shown.ShouldBe("> Basecamp.TodoItems() + 1");
        bench.Screen.Caret.ShouldBe((0, 20));
    }

    [Fact]
    public async Task Typing_NarrowsTheList_AndTakingBackWidensIt()
    {
        using var bench = new EditorBench { Offered = Members };
        await bench.Type("Basecamp.");
        await bench.Press(KeyKind.Tab);
        bench.Screen.Shown.ShouldEndWith("  Projects\n  6 in all");

        (await bench.Type("pe")).ShouldBe("> Basecamp.pe\n  People\n  Person");
        (await bench.Type("r")).ShouldBe("> Basecamp.per\n  Person");
        (await bench.Press(KeyKind.Backspace)).ShouldBe("> Basecamp.pe\n  People\n  Person");
        (await bench.Press(KeyKind.Backspace, KeyKind.Backspace)).ShouldEndWith("  Projects\n  6 in all");
        (await bench.Press(KeyKind.Backspace)).ShouldBe("> Basecamp");
    }

    [Fact]
    public async Task TabAndArrows_Choose_AndEnterTakes()
    {
        using var bench = new EditorBench { Offered = Members };
        await bench.Type("Basecamp.pe");
        await bench.Press(KeyKind.Tab);

        await bench.Press(KeyKind.Tab);
        bench.Screen.Shown.ShouldBe("> Basecamp.pe\n  People\n  Person\n  About People.");
        await bench.Press(KeyKind.Down);
        bench.Screen.Shown.ShouldEndWith("About Person.");
        await bench.Press(KeyKind.Down);
        await bench.Press(KeyKind.BackTab);
        (await bench.Press(KeyKind.Enter)).ShouldBe("> Basecamp.Person");

        (await bench.Entered()).ShouldBe("Basecamp.Person");
    }

    [Fact]
    public async Task Escape_Closes_AndEnterWithoutAChoiceEnters()
    {
        using var bench = new EditorBench { Offered = Members };
        await bench.Type("Basecamp.pe");
        await bench.Press(KeyKind.Tab);
        (await bench.Press(KeyKind.Escape)).ShouldBe("> Basecamp.pe");
        await bench.Press(KeyKind.Tab);

        (await bench.Entered()).ShouldBe("Basecamp.pe");

        bench.Screen.Shown.ShouldBe("> Basecamp.pe");
    }

    [Fact]
    public async Task ALongList_IsShownInPart()
    {
        using var bench = new EditorBench(height: 9) { Offered = [.. Enumerable.Range(10, 90).Select(n => $"Item{n}")] };
        await bench.Press(KeyKind.Tab);

        bench.Screen.Shown.ShouldBe("> Item\n  Item10\n  Item11\n  Item12\n  Item13\n  90 in all");
        await bench.Press(KeyKind.Up);
        bench.Screen.Shown.ShouldBe("> Item\n  Item96\n  Item97\n  Item98\n  Item99\n  About Item99.");
    }

    [Fact]
    public async Task NothingFound_ChangesNothing()
    {
        using var bench = new EditorBench();
        await bench.Type("zzz");

        await bench.Press(KeyKind.Tab);

        bench.Screen.Shown.ShouldBe("> zzz");
    }

    [Fact]
    public async Task WhyNothingIsFound_IsSaidBelow_UntilTheNextKey()
    {
        using var bench = new EditorBench { Refusal = "The compiler could not be started: it is missing." };
        await bench.Type("zzz");

        await bench.Press(KeyKind.Tab);
        bench.Screen.Shown.ShouldBe("> zzz\n  The compiler could not be started: it\n is missing.");
        bench.Screen.Caret.ShouldBe((0, 5));

        (await bench.Type("z")).ShouldBe("> zzzz");
    }

    /// <summary>The screen of these tests refuses what it does not know, and characters that nobody sees.</summary>
    [Fact]
    public async Task WhatTheCompilerSays_IsNoOrderToTheTerminal()
    {
        using var bench = new EditorBench { Offered = ["Go\e[2JBack", "Go\u202eLeft\tor"], Words = "\e]0;title\a\u202e" };
        await bench.Type("Basecamp.");

        await bench.Press(KeyKind.Tab);
        bench.Screen.Shown.ShouldBe("> Basecamp.Go\n  Go\\u001b[2JBack\n  Go\\u202eLeft or");
        await bench.Press(KeyKind.Tab);
        bench.Screen.Shown.ShouldEndWith("\n  About Go\\u001b[2JBack\\u001b]0;title\\u");
        await bench.Press(KeyKind.Down);

        (await bench.Press(KeyKind.Enter)).ShouldBe("> Basecamp.GoLeft    or");
    }

    [Fact]
    public async Task ARefusal_IsNoOrderToTheTerminalEither()
    {
        using var bench = new EditorBench { Refusal = "No \e[2J\r\nmore." };

        await bench.Press(KeyKind.Tab);

        bench.Screen.Shown.ShouldBe(">\n  No \\u001b[2J\\r\\nmore.");
    }

    [Fact]
    public async Task WhatIsTypedMeanwhile_Counts()
    {
        using var bench = new EditorBench { Offered = Members, Answering = new TaskCompletionSource() };
        await bench.Type("Basecamp.");
        await bench.Press(KeyKind.Tab);

        (await bench.Type("pe")).ShouldBe("> Basecamp.pe");
        bench.Answering.SetResult();

        (await bench.Press(KeyKind.Unknown)).ShouldBe("> Basecamp.pe\n  People\n  Person");
    }

    [Fact]
    public async Task AnAnswerThatComesTooLate_IsNotShown()
    {
        using var bench = new EditorBench { Offered = Members, Answering = new TaskCompletionSource() };
        await bench.Type("Basecamp.");
        await bench.Press(KeyKind.Tab);
        await bench.Type("x();");
        bench.Answering.SetResult();

        (await bench.Type(" ")).ShouldBe("> Basecamp.x();");
    }
}
