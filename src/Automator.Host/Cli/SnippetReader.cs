using System.Text;
using System.Text.RegularExpressions;

namespace Automator.Host.Cli;

/// <summary>
/// Gathers lines until a snippet is whole: brackets closed, no text or comment left open, and no head of a statement without
/// its body. A guess from the characters alone; an empty line ends any snippet, and the compiler has the last word.
/// </summary>
internal sealed partial class SnippetReader
{
    private readonly StringBuilder _text = new();
    private bool _ended;

    internal bool IsEmpty => _text.Length == 0;

    internal string Text => _text.ToString();

    internal bool IsComplete => _ended || IsCommand || !(IsOpen(Text) || Head().IsMatch(Text));

    private bool IsCommand => _text.Length > 0 && _text[0] == ':';

    internal void Add(string line)
    {
        _ended = line.Length == 0;
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(line);
    }

    [GeneratedRegex(@"(^|\n)\s*\}?\s*((await\s+)?(foreach|for|while|if|else\s+if|using|switch)\s*\(.*\)|else|try|do|finally)\s*$")]
    private static partial Regex Head();

    private static bool IsOpen(string text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case '/' when Next(text, i) == '/':
                    i = EndOf(text, i, "\n");
                    break;
                case '/' when Next(text, i) == '*':
                    i = EndOf(text, i + 2, "*/");
                    if (i == text.Length)
                        return true;
                    break;
                case '\'' when i + 2 < text.Length:
                    i = EndOf(text, text[i + 1] == '\\' ? i + 2 : i + 1, "'");
                    break;
                case '"' when text.AsSpan(i).StartsWith("\"\"\""):
                    i = EndOf(text, i + 3, "\"\"\"");
                    if (i == text.Length)
                        return true;
                    break;
                case '"':
                    i = EndOfString(text, i + 1);
                    break;
            }
        }

        return depth > 0;
    }

    private static char Next(string text, int i) => i + 1 < text.Length ? text[i + 1] : '\0';

    /// <summary>The last character of the next mark, or the text's length where there is none.</summary>
    private static int EndOf(string text, int from, string mark)
    {
        var at = from <= text.Length ? text.IndexOf(mark, from, StringComparison.Ordinal) : -1;
        return at < 0 ? text.Length : at + mark.Length - 1;
    }

    private static int EndOfString(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] is '"' or '\n')
                return i;
        }

        return text.Length;
    }
}
