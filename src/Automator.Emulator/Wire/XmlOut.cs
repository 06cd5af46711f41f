using System.Buffers;
using System.Globalization;
using System.Text;

namespace Automator.Emulator.Wire;

/// <summary>
/// Writes what Basecamp writes, to the byte where clients in the field depend on it: prolog, two spaces, nil with its
/// type, open and close tag for empty text, one self-closed element for an empty collection.
/// </summary>
internal sealed class XmlOut
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private int _depth;

    public XmlOut() => Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"u8);

    public ReadOnlyMemory<byte> Bytes => _buffer.WrittenMemory;

    public void Group(string name, Action<XmlOut> children, string attributes = "")
    {
        Line($"<{name}{attributes}>");
        _depth++;
        children(this);
        _depth--;
        Line($"</{name}>");
    }

    public void Array<T>(string name, IReadOnlyCollection<T> items, Action<XmlOut, T> each, string attributes = "")
    {
        if (items.Count == 0)
        {
            Line($"<{name} type=\"array\"{attributes}/>");
            return;
        }

        Group(name, xml =>
        {
            foreach (var item in items) each(xml, item);
        }, " type=\"array\"" + attributes);
    }

    public void Text(string name, string value, string attributes = "")
    {
        Begin(name, attributes);
        Escaped(value);
        End(name);
    }

    public void Integer(string name, long? value) => Typed(name, "integer", value?.ToString(CultureInfo.InvariantCulture));
    public void Boolean(string name, bool value) => Typed(name, "boolean", value ? "true" : "false");
    public void Float(string name, string value) => Typed(name, "float", value);
    public void Empty(string name, string attributes) => Line($"<{name}{attributes}/>");
    public void Date(string name, DateOnly? value) => Typed(name, "date", value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    public void Nil(string name) => Line($"<{name} nil=\"true\"></{name}>");

    public void DateTime(string name, DateTimeOffset? value, string attributes = "") =>
        Typed(name, "datetime", value is { } instant ? Stamp(instant) : null, attributes);

    public static string Stamp(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Attribute(string name, string value) => $" {name}=\"{value.Replace("&", "&amp;").Replace("\"", "&quot;").Replace("<", "&lt;")}\"";

    private void Typed(string name, string type, string? value, string attributes = "")
    {
        Begin(name, $" type=\"{type}\"{(value is null ? " nil=\"true\"" : "")}{attributes}");
        Raw(value);
        End(name);
    }

    private void Line(string text)
    {
        Indent();
        Raw(text);
        Raw("\n"u8);
    }

    private void Begin(string name, string attributes)
    {
        Indent();
        Raw("<"u8);
        Raw(name);
        Raw(attributes);
        Raw(">"u8);
    }

    private void End(string name)
    {
        Raw("</"u8);
        Raw(name);
        Raw(">\n"u8);
    }

    private void Indent()
    {
        for (var i = 0; i < _depth; i++) Raw("  "u8);
    }

    private void Escaped(string value)
    {
        var rest = value.AsSpan();
        while (true)
        {
            var at = rest.IndexOfAny(Special);
            if (at < 0)
            {
                Raw(rest);
                return;
            }

            Raw(rest[..at]);
            Raw(Escape(rest[at]));
            rest = rest[(at + 1)..];
        }
    }

    private static readonly SearchValues<char> Special = SearchValues.Create(
        "&<>\"\r" + string.Concat(Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (char)c)) + "\uFFFE\uFFFF");

    // A carriage return would read back as a line feed; other control characters no XML can carry.
    private static ReadOnlySpan<char> Escape(char value) => value switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\r' => "&#13;",
        _ => "\uFFFD",
    };

    private void Raw(ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, _buffer);

    private void Raw(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);
}
