using System.Text;

namespace Automator.Emulator.Wire;

/// <summary>
/// The little YAML that a wrapper of the first years sends unless told otherwise: names with values, and lists of such
/// groups, by indentation. It reads as the same elements as XML.
/// </summary>
internal sealed class YamlIn
{
    private const int MostDepth = 8;
    private readonly List<string> _lines;
    private int _at;

    private YamlIn(IEnumerable<string> lines) => _lines = [.. lines];

    /// <summary>null for a body that says nothing.</summary>
    /// <exception cref="BadBodyException">It is more YAML than this server reads.</exception>
    public static XmlIn? Read(ReadOnlyMemory<byte> body)
    {
        var lines = Encoding.UTF8.GetString(body.Span).ReplaceLineEndings("\n").Split('\n');
        if (lines.Length > XmlIn.MostElements) throw new BadBodyException("The body has too many lines.");
        var yaml = new YamlIn(lines.SkipWhile(line => line.Trim() is "" or "---"));
        if (yaml.Next() is not var (indent, first) || (first is "--- {}" or "{}" && yaml._lines.Skip(yaml._at + 1).All(string.IsNullOrWhiteSpace))) return null;
        var request = new XmlIn("request");
        yaml.Group(request, indent, 0);
        return yaml.Next() is null ? request : throw Unread();
    }

    /// <summary>The line that comes next, past what says nothing; null at the end.</summary>
    private (int Indent, string Text)? Next()
    {
        while (_at < _lines.Count && (string.IsNullOrWhiteSpace(_lines[_at]) || _lines[_at].TrimStart()[0] == '#')) _at++;
        return _at < _lines.Count ? (IndentOf(_lines[_at]), _lines[_at].Trim()) : null;
    }

    private void Group(XmlIn parent, int indent, int depth)
    {
        if (depth == MostDepth) throw Unread();
        while (Next() is var (at, line) && at == indent && !IsItem(line))
        {
            _at++;
            var (name, value) = Pair(line);
            if (value.Length == 0 && Next() is var (inner, below) && (inner > indent || (inner == indent && IsItem(below))))
                Nested(parent, name, depth);
            else if (value != "[]")
                parent.Add(name, Value(value, indent));
        }
    }

    /// <summary>A group, or a list of them: an element each, of one name.</summary>
    private void Nested(XmlIn parent, string name, int depth)
    {
        if (Next() is not var (indent, text)) return;
        if (!IsItem(text))
        {
            Group(parent.Add(name), indent, depth + 1);
            return;
        }

        while (Next() is var (at, item) && at == indent && IsItem(item))
        {
            // What stands behind the dash begins a group of its own, as far in as it stands.
            var rest = item[1..];
            var inner = indent + 1 + rest.Length - rest.TrimStart().Length;
            _lines[_at] = new string(' ', inner) + rest.Trim();
            if (rest.Contains(':')) Group(parent.Add(name), inner, depth + 1);
            else parent.Add(name, Value(_lines[_at++].Trim(), indent));
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

    /// <summary>Ends where the lines end that stand further in than the name.</summary>
    private string Value(string value, int indent) => value is ['|' or '>', ..]
        ? YamlText.Block(value, Below(indent))
        : YamlText.Plain(value, Below(indent).ConvertAll(line => line.Trim())) ?? throw Unread();

    private List<string> Below(int indent)
    {
        List<string> lines = [];
        while (_at < _lines.Count && (string.IsNullOrWhiteSpace(_lines[_at]) || IndentOf(_lines[_at]) > indent)) lines.Add(_lines[_at++]);
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1])) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart(' ').Length;

    private static BadBodyException Unread() => new("The body is YAML of a form this server does not read. Send XML.");
}
