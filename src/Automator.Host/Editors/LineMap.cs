namespace Automator.Host.Editors;

/// <summary>
/// Places of a text as lines and characters, both from 0, a character being 16 bits, as the protocol counts where nothing else is agreed.
/// Places beyond a line's end are its end; beyond the text, the text's.
/// </summary>
internal sealed class LineMap
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    internal LineMap(string text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _starts.Add(i + 1);
        }
    }

    internal int OffsetOf(LspPosition position)
    {
        if (position.Line < 0 || position.Character < 0)
            return 0;
        if (position.Line >= _starts.Count)
            return _text.Length;
        var end = position.Line + 1 < _starts.Count ? _starts[position.Line + 1] : _text.Length;
        while (end > _starts[position.Line] && _text[end - 1] is '\n' or '\r')
            end--;
        return Math.Min(end, _starts[position.Line] + Math.Min(position.Character, _text.Length));
    }

    internal LspPosition PositionOf(int offset)
    {
        var line = _starts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return new LspPosition(line, offset - _starts[line]);
    }

    internal LspRange RangeOf(int start, int length) => new(PositionOf(start), PositionOf(start + length));
}
