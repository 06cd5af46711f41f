using System.Globalization;
using System.Xml;

namespace Automator.Host.Basecamp;

/// <summary>
/// Walks an answer element by element. Lenient about what is there (types, nil, unknown elements, underscores, order);
/// strict about what is needed: a value that is there and cannot be read is never taken for absent.
/// </summary>
internal sealed class AnswerXml : IDisposable
{
    internal const int MaximumDepth = 64;

    /// <summary>What is safe to read, for all answers.</summary>
    internal static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CheckCharacters = false,
    };

    private readonly XmlReader _reader;
    private readonly AccountZone _zone;
    private char[] _text = new char[256];
    private int _consumed;

    internal AnswerXml(ArraySegment<byte> body, AccountZone zone)
    {
        _zone = zone;
        if (body.Count == 0)
            throw new UnreadableXmlException("it is empty", 0, 0);
        try
        {
            var settings = Settings.Clone();
            settings.NameTable = new AnswerNames();
            _reader = XmlReader.Create(new MemoryStream(body.Array!, body.Offset, body.Count, writable: false), settings);
            while (_reader.NodeType != XmlNodeType.Element)
            {
                if (!Advance())
                    throw Unreadable("it has no element");
            }
        }
        catch (XmlException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>The name of the element the walk stands on, with dashes.</summary>
    internal string Name => Dashed(_reader.LocalName);

    public void Dispose() => _reader.Dispose();

    internal string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>Steps to each child element of the one the walk stands on; what the loop's body does not read is skipped.</summary>
    internal Steps Children() => new(this);

    /// <summary>The text of the element; empty for an empty or nil one. Elements inside are left out.</summary>
    internal string Text()
    {
        var length = ReadText();
        return length == 0 ? "" : new string(_text, 0, length);
    }

    internal long? Integer()
    {
        var value = Value(out var element);
        if (value.IsEmpty)
            return null;
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable($"<{Dashed(element)}> is no whole number: '{Shortened(value)}'");
    }

    internal int? Count()
    {
        var value = Value(out var element);
        if (value.IsEmpty)
            return null;
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unreadable($"<{Dashed(element)}> is no whole number: '{Shortened(value)}'");
    }

    internal bool? Boolean()
    {
        var value = Value(out var element);
        return value switch
        {
            "" => null,
            "1" => true,
            "0" => false,
            _ when value.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
            _ when value.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
            _ => throw Unreadable($"<{Dashed(element)}> is neither true nor false: '{Shortened(value)}'"),
        };
    }

    internal DateTimeOffset? Instant()
    {
        var value = Value(out var element);
        if (value.IsEmpty)
            return null;
        return AnswerDates.TryInstant(value, out var instant)
            ? instant
            : throw Unreadable($"<{Dashed(element)}> is no date and time: '{Shortened(value)}'");
    }

    /// <summary>A day as such, or the day an instant falls on in the account's zone.</summary>
    internal DateOnly? Day()
    {
        var value = Value(out var element);
        if (value.IsEmpty)
            return null;
        if (AnswerDates.TryDay(value, out var day))
            return day;
        return AnswerDates.TryInstant(value, out var instant)
            ? _zone.DayOf(instant)
            : throw Unreadable($"<{Dashed(element)}> is no date: '{Shortened(value)}'");
    }

    /// <summary>A day that no zone shifts, or an instant and the day it falls on in the account's zone.</summary>
    internal (DateOnly Day, DateTimeOffset? At)? Deadline()
    {
        var value = Value(out var element);
        if (value.IsEmpty)
            return null;
        if (AnswerDates.TryDay(value, out var day))
            return (day, null);
        return AnswerDates.TryInstant(value, out var instant)
            ? (_zone.DayOf(instant), instant)
            : throw Unreadable($"<{Dashed(element)}> is no date: '{Shortened(value)}'");
    }

    internal decimal? Hours()
    {
        var value = Value(out var element);
        if (value.IsEmpty)
            return null;
        return AnswerHours.TryRead(value, out var hours) ? hours : throw Unreadable($"<{Dashed(element)}> is no number of hours: '{Shortened(value)}'");
    }

    internal UnreadableXmlException Unreadable(string reason)
    {
        var line = _reader as IXmlLineInfo;
        return new UnreadableXmlException(reason, line?.LineNumber ?? 0, line?.LinePosition ?? 0);
    }

    /// <summary>A fault without a position is one of what is refused: a document type, above all.</summary>
    private UnreadableXmlException Unreadable(XmlException e) => e.LineNumber == 0
        ? Unreadable("it is no XML that is safe to read")
        : new UnreadableXmlException("it is no well-formed XML", e.LineNumber, e.LinePosition, e);

    private static string Dashed(string name) => name.Contains('_') ? name.Replace('_', '-') : name;

    private static string Shortened(ReadOnlySpan<char> value) => value.Length <= 40 ? value.ToString() : $"{value[..40]}…";

    private ReadOnlySpan<char> Value(out string element)
    {
        element = _reader.LocalName;
        return _text.AsSpan(0, ReadText()).Trim();
    }

    /// <summary>Leaves the walk behind the element's end.</summary>
    private int ReadText()
    {
        _consumed++;
        var depth = _reader.Depth;
        var length = 0;
        var empty = _reader.IsEmptyElement;
        Advance();
        if (empty)
            return 0;
        for (; ; AdvanceWithin())
        {
            switch (_reader.NodeType)
            {
                case XmlNodeType.EndElement when _reader.Depth == depth:
                    Advance();
                    return length;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when _reader.Depth == depth + 1:
                    length = Append(length);
                    break;
            }
        }
    }

    /// <summary>
    /// A chunk is short only where the text ends, or by one character where a pair of them does not fit. To ask for the
    /// nothing behind it, at each short text, would take as long as to read it.
    /// </summary>
    private int Append(int length)
    {
        try
        {
            while (true)
            {
                if (_text.Length - length < 2)
                    Array.Resize(ref _text, _text.Length * 2);
                var room = _text.Length - length;
                var read = _reader.ReadValueChunk(_text, length, room);
                length += read;
                if (read < room - 1)
                    return length;
            }
        }
        catch (XmlException e)
        {
            throw Unreadable(e);
        }
    }

    private void Skip()
    {
        _consumed++;
        var depth = _reader.Depth;
        var empty = _reader.IsEmptyElement;
        Advance();
        if (empty)
            return;
        while (_reader.Depth > depth || _reader.NodeType != XmlNodeType.EndElement)
            AdvanceWithin();
        Advance();
    }

    private void AdvanceWithin()
    {
        if (!Advance())
            throw Unreadable("it ends too early");
        // Only here: what the walk steps through is no deeper than the records are.
        if (_reader.Depth > MaximumDepth)
            throw Unreadable($"its elements are nested more than {MaximumDepth} deep");
    }

    private bool Advance()
    {
        try
        {
            return _reader.Read();
        }
        catch (XmlException e)
        {
            throw Unreadable(e);
        }
    }

    internal struct Steps
    {
        private readonly AnswerXml _xml;
        private readonly int _depth;
        private int _before;
        private bool _begun;

        internal Steps(AnswerXml xml)
        {
            _xml = xml;
            _depth = xml._reader.Depth;
        }

        public readonly string Current => _xml.Name;

        public readonly Steps GetEnumerator() => this;

        public bool MoveNext()
        {
            if (!_begun)
            {
                _begun = true;
                _xml._consumed++;
                var empty = _xml._reader.IsEmptyElement;
                _xml.Advance();
                if (empty)
                    return false;
            }
            else if (_before == _xml._consumed)
            {
                _xml.Skip();
            }

            while (_xml._reader.NodeType != XmlNodeType.Element)
            {
                var end = _xml._reader.NodeType == XmlNodeType.EndElement && _xml._reader.Depth == _depth;
                if (!_xml.Advance() && !end)
                    throw _xml.Unreadable("it ends too early");
                if (end)
                    return false;
            }

            _before = _xml._consumed;
            return true;
        }
    }
}
