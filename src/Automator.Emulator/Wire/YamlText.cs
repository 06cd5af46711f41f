using System.Globalization;
using System.Text;

namespace Automator.Emulator.Wire;

/// <summary>The texts of YAML, which may go over several lines.</summary>
internal static class YamlText
{
    /// <param name="sign"><c>|</c> keeps the lines, <c>&gt;</c> makes one of them; a dash behind it drops the last line's end.</param>
    public static string Block(string sign, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0) return "";
        var indent = lines.First(line => line.Trim().Length > 0).TakeWhile(letter => letter == ' ').Count();
        var cut = lines.Select(line => line.Length > indent ? line[indent..] : "").ToList();
        return (sign[0] == '|' ? string.Join('\n', cut) : Folded(cut)) + (sign.EndsWith('-') ? "" : "\n");
    }

    /// <summary>null for more YAML than this server reads.</summary>
    public static string? Plain(string value, IReadOnlyList<string> below)
    {
        if (value is ['"', ..]) return Quoted(Folded([value, .. below], escapes: true));
        var whole = Folded([value, .. below]);
        return whole switch
        {
            "" or "~" or "null" or "{}" => "",
            ['\'', .. var text, '\''] when !text.Replace("''", "").Contains('\'') => text.Replace("''", "'"),
            [':', .. var symbol] => symbol,
            ['&' or '*' or '!' or '{' or '[' or '\'', ..] => null,
            _ => below.Any(line => line.Contains(": ") || line.EndsWith(':')) ? null : whole,
        };
    }

    /// <summary>A line's end is a space, an empty line the end of a line. A backslash at a line's end takes the space away.</summary>
    private static string Folded(List<string> lines, bool escapes = false)
    {
        var text = new StringBuilder(lines[0]);
        for (var at = 1; at < lines.Count; at++)
        {
            if (escapes && (lines[at - 1].Length - lines[at - 1].TrimEnd('\\').Length) % 2 == 1) text.Length--;
            else if (lines[at].Length == 0) text.Append('\n');
            else if (lines[at - 1].Length > 0) text.Append(' ');
            text.Append(lines[at]);
        }

        return text.ToString();
    }

    private static string? Quoted(string whole)
    {
        if (whole.Length < 2 || whole[^1] != '"') return null;
        var text = new StringBuilder();
        var inside = whole.AsSpan(1, whole.Length - 2);
        while (inside.IndexOfAny('\\', '"') is >= 0 and var at)
        {
            if (inside[at] == '"' || Escaped(inside[(at + 1)..]) is not var (letters, length)) return null;
            text.Append(inside[..at]).Append(letters);
            inside = inside[(at + 1 + length)..];
        }

        return text.Append(inside).ToString();
    }

    /// <summary>What stands behind a backslash, and how long it is; null for what no text needs.</summary>
    private static (string Letters, int Length)? Escaped(ReadOnlySpan<char> text) => text switch
    {
        ['n', ..] => ("\n", 1),
        ['t', ..] => ("\t", 1),
        ['r', ..] => ("\r", 1),
        ['"' or '\\' or '/' or ' ', ..] => (text[0].ToString(), 1),
        ['x', _, _, ..] => Letter(text[1..3]) is { } letter ? (letter, 3) : null,
        ['u', _, _, _, _, ..] => Letter(text[1..5]) is { } letter ? (letter, 5) : null,
        _ => null,
    };

    private static string? Letter(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && !char.IsSurrogate((char)code)
            ? ((char)code).ToString()
            : null;
}
