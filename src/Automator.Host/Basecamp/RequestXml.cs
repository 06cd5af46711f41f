using System.Globalization;
using System.Text;
using System.Xml;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>Writes bodies in the documented form: dashes, types on what is no text, nothing for what is null.</summary>
internal sealed class RequestXml
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false),
        NewLineHandling = NewLineHandling.Entitize,
    };

    private readonly XmlWriter _writer;

    private RequestXml(XmlWriter writer) => _writer = writer;

    internal static byte[] Write(Action<RequestXml> body)
    {
        var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, Settings))
            body(new RequestXml(writer));
        return bytes.ToArray();
    }

    internal void Within(string name, Action content)
    {
        _writer.WriteStartElement(name);
        content();
        _writer.WriteFullEndElement();
    }

    internal void Text(string name, string? value)
    {
        if (value is null)
            return;
        _writer.WriteStartElement(name);
        WriteText(name, value);
        _writer.WriteFullEndElement();
    }

    internal void Integer(string name, long? value) => Typed(name, "integer", value?.ToString(CultureInfo.InvariantCulture));

    internal void Boolean(string name, bool? value) => Typed(name, "boolean", value is { } flag ? (flag ? "true" : "false") : null);

    internal void Day(string name, DateOnly? value) => Typed(name, "date", value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal void Instant(string name, DateTimeOffset? value) =>
        Typed(name, "datetime", value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>The older bodies say 1 and 0.</summary>
    internal void Flag(string name, bool? value) => Text(name, value is { } flag ? (flag ? "1" : "0") : null);

    internal void Ids(string list, string record, IEnumerable<long> ids)
    {
        _writer.WriteStartElement(list);
        _writer.WriteAttributeString("type", "array");
        foreach (var id in ids)
            Within(record, () => Text("id", id.ToString(CultureInfo.InvariantCulture)));
        _writer.WriteFullEndElement();
    }

    private void Typed(string name, string type, string? value)
    {
        if (value is null)
            return;
        _writer.WriteStartElement(name);
        _writer.WriteAttributeString("type", type);
        _writer.WriteString(value);
        _writer.WriteFullEndElement();
    }

    private void WriteText(string name, string value)
    {
        try
        {
            _writer.WriteString(XmlConvert.VerifyXmlChars(value));
        }
        catch (XmlException e)
        {
            throw new CallFailedException(new CallFailure
            {
                Kind = CallFailureKind.Invalid,
                Message = $"The text for '{name}' has a character at {e.LinePosition} that Basecamp cannot be sent. Take it out of the text.",
            }, e);
        }
    }
}
