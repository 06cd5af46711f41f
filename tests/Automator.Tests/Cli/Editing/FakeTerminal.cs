using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Automator.Tests.Cli.Editing;

/// <summary>
/// A screen of so many cells that does what it is told: characters, line ends, the caret's moves, clearing. What it is told and does not
/// know is an error.
/// </summary>
internal sealed partial class FakeTerminal(int width, int height) : StringWriter
{
    private readonly List<List<string>> _rows = [[]];
    private int _top;

    internal int Row { get; private set; }

    /// <summary>The cell after the last one is where a terminal waits before it wraps.</summary>
    internal int Column { get; private set; }

    /// <summary>What a person sees, without what is blank at the ends.</summary>
    internal string Shown => string.Join('\n', _rows.Skip(_top).Select(row => string.Concat(row).TrimEnd())).TrimEnd();

    /// <summary>All that was ever on it, what has left the top too.</summary>
    internal string Whole => string.Join('\n', _rows.Select(row => string.Concat(row).TrimEnd())).TrimEnd();

    /// <summary>The caret as seen.</summary>
    internal (int Row, int Column) Caret => (Row - _top, Column);

    public override void Write(string? value)
    {
        for (var i = 0; i < value!.Length;)
        {
            if (value[i] == '\e')
            {
                var order = Order().Match(value, i);
                order.Success.ShouldBeTrue($"an order that is none: {value[i..].Replace("\e", "ESC", StringComparison.Ordinal)}");
                Obey(order.Groups[2].Value, order.Groups[1].Value);
                i += order.Length;
                continue;
            }

            var element = StringInfo.GetNextTextElement(value, i);
            i += element.Length;
            Put(element);
        }
    }

    private void Put(string element)
    {
        switch (element)
        {
            case "\r\n":
                Put("\r");
                Put("\n");
                return;
            case "\r":
                Column = 0;
                return;
            case "\n":
                LineFeed();
                return;
        }

        char.IsControl(element[0]).ShouldBeFalse($"a control character {(int)element[0]}");
        var cells = element.GetCellWidth();
        if (Column + cells > width)
        {
            Column = 0;
            LineFeed();
        }

        var row = _rows[Row];
        while (row.Count < Column + cells)
            row.Add(" ");
        row[Column] = element;
        if (cells == 2)
            row[Column + 1] = "";
        Column += cells;
    }

    private void LineFeed()
    {
        Row++;
        if (Row == _rows.Count)
            _rows.Add([]);
        _top = Math.Max(_top, Row - height + 1);
    }

    private void Obey(string order, string argument)
    {
        var count = argument.Length > 0 && int.TryParse(argument, out var number) ? number : 1;
        switch (order)
        {
            case "A":
                Row = Math.Max(_top, Row - count);
                Column = Math.Min(Column, width - 1);
                break;
            case "C":
                Column = Math.Min(width - 1, Column + count);
                break;
            case "J":
                _rows.RemoveRange(Row + 1, _rows.Count - Row - 1);
                if (_rows[Row].Count > Column)
                    _rows[Row].RemoveRange(Column, _rows[Row].Count - Column);
                break;
            case "m":
                break;
            default:
                throw new InvalidOperationException($"an order this terminal does not know: {argument}{order}");
        }
    }

    [GeneratedRegex(@"\G\e\[([0-9;?]*)([A-Za-z])")]
    private static partial Regex Order();
}
