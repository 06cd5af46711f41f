using System.Text;

namespace Automator.Emulator.Wire;

/// <summary>
/// The little YAML that a wrapper of the first years sends unless told otherwise: names with values, and lists of such
/// groups, by indentation. It reads as the same elements as XML.
/// </summary>
internal sealed class YamlIn
{
    private const int MostDepth = 8;
    private readonly List<(int Indent, string Text)> _lines;
    private int _at;

    private YamlIn(IEnumerable<string> lines) => _lines =
        [.. lines.Select(line => (line.Length - line.TrimStart(' ').Length, line.Trim())).Where(line => line.Item2.Length > 0 && line.Item2[0] != '#')];

    /// <summary>null for a body that says nothing.</summary>
    /// <exception cref="BadBodyException">It is more YAML than this server reads.</exception>
    public static XmlIn? Read(ReadOnlyMemory<byte> body)
    {
        var lines = Encoding.UTF8.GetString(body.Span).ReplaceLineEndings("\n").Split('\n');
        var yaml = new YamlIn(lines.SkipWhile(line => line.Trim() is "" or "---"));
        if (yaml._lines is [] or [(_, "--- {}" or "{}")]) return null;
        var request = new XmlIn("request");
        yaml.Group(request, yaml._lines[0].Indent, 0);
        return yaml._at == yaml._lines.Count ? request : throw Unread();
    }

    private void Group(XmlIn parent, int indent, int depth)
    {
        if (depth == MostDepth) throw Unread();
        while (_at < _lines.Count && _lines[_at].Indent == indent && !IsItem(_lines[_at].Text))
        {
            var (name, value) = Pair(_lines[_at++].Text);
            if (value.Length == 0 && _at < _lines.Count && (_lines[_at].Indent > indent || (_lines[_at].Indent == indent && IsItem(_lines[_at].Text))))
                Nested(parent, name, depth);
            else
                parent.Add(name, Plain(value));
        }
    }

    /// <summary>A group, or a list of them: an element each, of one name.</summary>
    private void Nested(XmlIn parent, string name, int depth)
    {
        var (indent, text) = _lines[_at];
        if (!IsItem(text))
        {
            Group(parent.Add(name), indent, depth + 1);
            return;
        }

        while (_at < _lines.Count && _lines[_at].Indent == indent && IsItem(_lines[_at].Text))
        {
            // What stands behind the dash begins a group of its own, as far in as it stands.
            var rest = _lines[_at].Text[1..];
            var inner = indent + 1 + rest.Length - rest.TrimStart().Length;
            _lines[_at] = (inner, rest.Trim());
            if (rest.Contains(':')) Group(parent.Add(name), inner, depth + 1);
            else parent.Add(name, Plain(_lines[_at++].Text));
        }
    }

    private static bool IsItem(string line) => line.StartsWith("- ", StringComparison.Ordinal);

    /// <summary>Ruby's symbols carry a colon in front, as names and as values.</summary>
    private static (string Name, string Value) Pair(string line)
    {
        var end = line.IndexOf(':', 1);
        if (end < 0 || (end + 1 < line.Length && line[end + 1] != ' ')) throw Unread();
        var name = line[..end].TrimStart(':').Trim('"', '\'');
        return name.Length > 0 ? (name, line[(end + 1)..].Trim()) : throw Unread();
    }

    private static string Plain(string value) => value switch
    {
        "" or "~" or "null" => "",
        ['\'', .. var text, '\''] => text.Replace("''", "'"),
        ['"', .. var text, '"'] => text.Replace("\\\"", "\"").Replace("\\\\", "\\"),
        [':', .. var symbol] => symbol,
        ['|' or '>' or '&' or '*' or '!' or '{' or '[' or '"' or '\'', ..] => throw Unread(),
        _ => value,
    };

    private static BadBodyException Unread() => new("The body is YAML of a form this server does not read. Send XML.");
}
