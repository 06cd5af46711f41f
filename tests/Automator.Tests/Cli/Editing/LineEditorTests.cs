using Automator.Host.Cli.Editing;

namespace Automator.Tests.Cli.Editing;

public sealed class LineEditorTests
{
    [Fact]
    public async Task WhatIsTyped_IsShownAndEntered()
    {
        using var bench = new EditorBench();

        (await bench.Type("1 + 2")).ShouldBe("> 1 + 2");
        bench.Screen.Caret.ShouldBe((0, 7));

        (await bench.Entered()).ShouldBe("1 + 2");
        bench.Screen.Caret.ShouldBe((1, 0));
        bench.Prepared.ShouldBe(1);
    }

    [Fact]
    public async Task KeysOfEditing_DoWhatTheySay()
    {
        using var bench = new EditorBench();
        await bench.Type("hello world");

        await bench.Press(KeyKind.WordLeft, KeyKind.Backspace);
        (await bench.Type("_")).ShouldBe("> hello_world");
        await bench.Press(KeyKind.Home, KeyKind.Delete);
        (await bench.Type("J")).ShouldBe("> Jello_world");
        await bench.Press(KeyKind.End, KeyKind.Left, KeyKind.Left);
        (await bench.Press(KeyKind.CutToEnd)).ShouldBe("> Jello_wor");
        await bench.Press(KeyKind.Left, KeyKind.Right, KeyKind.Left);
        (await bench.Press(KeyKind.CutToStart)).ShouldBe("> r");
        await bench.Press(KeyKind.WordRight, KeyKind.WordRight, KeyKind.Unknown, KeyKind.Escape);
        (await bench.Type("x")).ShouldBe("> rx");
    }

    [Fact]
    public async Task AtTheEnds_KeysDoNothing()
    {
        using var bench = new EditorBench();
        await bench.Type("a");

        await bench.Press(KeyKind.Right, KeyKind.Delete, KeyKind.Left, KeyKind.Left, KeyKind.Backspace, KeyKind.Up, KeyKind.Down);

        bench.Screen.Shown.ShouldBe("> a");
        bench.Screen.Caret.ShouldBe((0, 2));
    }

    [Fact]
    public async Task ALineThatIsLongerThanTheScreen_IsWrappedAndCanBeWalkedThrough()
    {
        using var bench = new EditorBench(width: 10);

        (await bench.Type("abcdefgh")).ShouldBe("> abcdefgh");
        bench.Screen.Caret.ShouldBe((1, 0));
        (await bench.Type("ij")).ShouldBe("> abcdefgh\nij");
        await bench.Press(KeyKind.Left, KeyKind.Left, KeyKind.Left);
        bench.Screen.Caret.ShouldBe((0, 9));
        (await bench.Type("X")).ShouldBe("> abcdefgX\nhij");
        (await bench.Press(KeyKind.End, KeyKind.Backspace, KeyKind.Backspace, KeyKind.Backspace)).ShouldBe("> abcdefgX");

        (await bench.Entered()).ShouldBe("abcdefgX");
        bench.Screen.Row.ShouldBe(bench.Screen.Whole.Split('\n').Length + 1);
    }

    [Fact]
    public async Task WideCharacters_TakeTwoCells()
    {
        using var bench = new EditorBench(width: 10);

        (await bench.Type("日本語")).ShouldBe("> 日本語");
        bench.Screen.Caret.ShouldBe((0, 8));
        await bench.Press(KeyKind.Left);
        bench.Screen.Caret.ShouldBe((0, 6));
        (await bench.Type("a")).ShouldBe("> 日本a語");
        (await bench.Press(KeyKind.End).ContinueWith(_ => bench.Type("x"), TaskScheduler.Default).Unwrap()).ShouldBe("> 日本a語x");
        (await bench.Press(Keystroke.Typed("木"))).ShouldBe("> 日本a語x\n木");
        await bench.Press(KeyKind.Backspace);
        (await bench.Press(Keystroke.Typed("e\u0301"))).ShouldBe("> 日本a語x\ne\u0301");
        (await bench.Press(KeyKind.Backspace)).ShouldBe("> 日本a語x");
        (await bench.Press(Keystroke.Typed("😀"))).ShouldBe("> 日本a語x\n😀");
        (await bench.Press(KeyKind.Backspace)).ShouldBe("> 日本a語x");
    }

    [Fact]
    public async Task ASnippetThatIsOpen_GoesOnOnTheNextLine()
    {
        using var bench = new EditorBench();
        await bench.Type("if (a) {");

        (await bench.Press(KeyKind.Enter)).ShouldBe("> if (a) {\n…");
        await bench.Press(KeyKind.Tab);
        (await bench.Type("b();")).ShouldBe("> if (a) {\n…     b();");
        await bench.Press(KeyKind.Up);
        bench.Screen.Caret.ShouldBe((0, 10));
        await bench.Press(KeyKind.Down, KeyKind.End, KeyKind.Enter);
        await bench.Type("}");

        (await bench.Entered()).ShouldBe("if (a) {\n    b();\n}");
    }

    [Fact]
    public async Task WhatIsPasted_IsOneText_WhateverLinesItHas()
    {
        using var bench = new EditorBench();

        (await bench.Press(Keystroke.Typed("foo();\r\n\tbar();\e\nbaz();"))).ShouldBe("> foo();\n…     bar();\n… baz();");

        (await bench.Entered()).ShouldBe("foo();\n    bar();\nbaz();");
    }

    [Fact]
    public async Task MoreThanTheScreenHolds_ShowsWhereTheCaretIs_AndIsLeftWhole()
    {
        using var bench = new EditorBench(height: 4);
        var text = string.Join('\n', Enumerable.Range(1, 9).Select(n => $"f({n});"));

        (await bench.Press(Keystroke.Typed(text))).ShouldBe("… f(6);\n… f(7);\n… f(8);\n… f(9);");
        await bench.Press(KeyKind.Up, KeyKind.Up, KeyKind.Up, KeyKind.Up, KeyKind.Up);
        bench.Screen.Shown.Split('\n')[^1].ShouldBe("… f(4);");

        (await bench.Entered()).ShouldBe(text);
        bench.Screen.Whole.ShouldEndWith("> f(1);\n… f(2);\n… f(3);\n… f(4);\n… f(5);\n… f(6);\n… f(7);\n… f(8);\n… f(9);");
    }

    [Fact]
    public async Task UpAndDown_GoThroughWhatWasEntered_AndBackToWhatWasTyped()
    {
        using var bench = new EditorBench();
        foreach (var line in new[] { "one", "two", "two" })
        {
            await bench.Type(line);
            await bench.Entered();
        }

        await bench.Type("thr");
        (await bench.Press(KeyKind.Up)).ShouldEndWith("> two");
        (await bench.Press(KeyKind.Up)).ShouldEndWith("> one");
        (await bench.Press(KeyKind.Up)).ShouldEndWith("> one");
        (await bench.Press(KeyKind.Down)).ShouldEndWith("> two");
        (await bench.Press(KeyKind.Down)).ShouldEndWith("> thr");
        (await bench.Press(KeyKind.Down)).ShouldEndWith("> thr");
    }

    [Fact]
    public async Task CtrlC_DropsTheLine_AndOnAnEmptyOneEnds_AsCtrlDDoes()
    {
        using var bench = new EditorBench();
        var first = bench.Read();
        await bench.Type("abc");
        await bench.Press(KeyKind.EndOfInput, KeyKind.Interrupt);
        (await first).ShouldBe("");

        var second = bench.Read();
        await bench.Press(KeyKind.Interrupt);
        (await second).ShouldBeNull();

        var third = bench.Read();
        await bench.Press(KeyKind.EndOfInput);
        (await third).ShouldBeNull();
    }
}
