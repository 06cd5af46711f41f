using System.Globalization;
using System.Text;

namespace Automator.Host;

/// <summary>
/// Texts of rules and of the account, fit for a terminal: what would move the cursor, turn the text around or begin a record
/// of its own is shown as it is written in C#.
/// </summary>
internal static class Shown
{
    private const string Continuation = "\n    ";

    /// <summary>On one line, where a line is a record.</summary>
    internal static string Line(string text) => Clean(text, lineBreak: "\\n");

    /// <summary>Its line breaks stay; lines after the first are indented, so that none looks like one of ours.</summary>
    internal static string Lines(string text) => Clean(text.ReplaceLineEndings("\n"), Continuation);

    /// <summary>What was asked for, and stands alone: the value of a line in the console.</summary>
    internal static string Answer(string text) => Clean(text.ReplaceLineEndings("\n"), lineBreak: "\n");

    private static string Clean(string text, string lineBreak)
    {
        if (!text.EnumerateRunes().Any(letter => letter == Rune.ReplacementChar || IsHidden(letter)))
            return text;
        var clean = new StringBuilder(text.Length + 16);
        foreach (var letter in text.EnumerateRunes())
        {
            _ = letter.Value switch
            {
                '\n' => clean.Append(lineBreak),
                '\r' => clean.Append("\\r"),
                '\t' => clean.Append('\t'),
                _ when !IsHidden(letter) => clean.Append(letter),
                > 0xFFFF => clean.Append(CultureInfo.InvariantCulture, $"\\U{letter.Value:x8}"),
                _ => clean.Append(CultureInfo.InvariantCulture, $"\\u{letter.Value:x4}"),
            };
        }

        return clean.ToString();
    }

    /// <summary>It moves the cursor or the text, or cannot be seen.</summary>
    internal static bool IsHidden(Rune letter) => Rune.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
