using System.Globalization;
using System.Text;

namespace Automator.Host.Cli.Editing;

/// <summary>A text being edited, and where. The caret moves by what people take for one character.</summary>
internal sealed class TextBuffer
{
    internal string Text { get; private set; } = "";

    /// <summary>Characters, as .NET counts them, before it.</summary>
    internal int Caret { get; private set; }

    private int LineStart => Caret == 0 ? 0 : Text.LastIndexOf('\n', Caret - 1) + 1;

    private int LineEnd => Text.IndexOf('\n', Caret) is >= 0 and var end ? end : Text.Length;

    internal void Set(string text, int? caret = null) => (Text, Caret) = (text, Math.Clamp(caret ?? text.Length, 0, text.Length));

    internal void Insert(string typed)
    {
        var text = Plain(typed);
        Text = Text.Insert(Caret, text);
        Caret += text.Length;
    }

    /// <param name="start">Where the text begins that goes.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="text">What comes, from whoever completes: nothing in it that a person would not see.</param>
    internal void Replace(int start, int end, string text)
    {
        var seen = string.Concat(Plain(text).EnumerateRunes().Where(letter => letter.Value == '\n' || !Shown.IsHidden(letter)));
        Set(Text[..start] + seen + Text[end..], start + seen.Length);
    }

    internal void Backspace() => Replace(Before(Caret), Caret, "");

    internal void Delete() => Set(Text.Remove(Caret, After(Caret) - Caret), Caret);

    internal void CutToEnd() => Set(Text.Remove(Caret, LineEnd - Caret), Caret);

    internal void CutToStart() => Replace(LineStart, Caret, "");

    internal void Left() => Caret = Before(Caret);

    internal void Right() => Caret = After(Caret);

    internal void Home() => Caret = LineStart;

    internal void End() => Caret = LineEnd;

    internal void WordLeft()
    {
        while (Caret > 0 && !IsOfAWord(Text[Caret - 1]))
            Caret--;
        while (Caret > 0 && IsOfAWord(Text[Caret - 1]))
            Caret--;
    }

    internal void WordRight()
    {
        while (Caret < Text.Length && !IsOfAWord(Text[Caret]))
            Caret++;
        while (Caret < Text.Length && IsOfAWord(Text[Caret]))
            Caret++;
    }

    /// <returns>False on the first line.</returns>
    internal bool Up()
    {
        if (LineStart == 0)
            return false;
        var column = Caret - LineStart;
        Caret = LineStart - 1;
        Caret = Math.Min(LineStart + column, Caret);
        return true;
    }

    /// <returns>False on the last line.</returns>
    internal bool Down()
    {
        if (LineEnd == Text.Length)
            return false;
        var column = Caret - LineStart;
        Caret = LineEnd + 1;
        Caret = Math.Min(Caret + column, LineEnd);
        return true;
    }

    internal static bool IsOfAWord(char character) => char.IsLetterOrDigit(character) || character == '_';

    /// <summary>What a terminal would take for an order of its own is left out.</summary>
    private static string Plain(string typed)
    {
        var plain = new StringBuilder();
        foreach (var character in typed.ReplaceLineEndings("\n"))
            plain.Append(character switch { '\t' => "    ", '\n' => "\n", _ when char.IsControl(character) => "", _ => character.ToString() });
        return plain.ToString();
    }

    private int After(int place) => place == Text.Length ? place : place + StringInfo.GetNextTextElementLength(Text, place);

    private int Before(int place)
    {
        var before = 0;
        for (var next = 0; next < place; next = After(next))
            before = next;
        return before;
    }
}
