using System.Globalization;
using System.Text;

namespace Automator.Host.Cli.Editing;

/// <summary>The rows at the bottom of a terminal that are drawn over again and again.</summary>
internal sealed class Screen(TextWriter output, Func<(int Width, int Height)> size)
{
    private int _caretRow;

    internal int Width => Math.Max(10, size().Width);

    internal int Height => Math.Max(3, size().Height);

    /// <summary>In place of what was drawn last.</summary>
    internal void Draw(Layout layout, IReadOnlyList<string> below)
    {
        // What has left the top of the screen cannot be drawn over.
        var atMost = Math.Max(1, Height - below.Count);
        var first = Math.Clamp(layout.CaretRow - atMost + 1, 0, Math.Max(0, layout.Rows.Count - atMost));
        string[] rows = [.. layout.Rows.Skip(first).Take(atMost), .. below];
        var caretRow = layout.CaretRow - first;

        var drawn = ToTop().AppendJoin("\r\n", rows);
        if (rows.Length - 1 - caretRow is > 0 and var up)
            drawn.Append(CultureInfo.InvariantCulture, $"\e[{up}A");
        drawn.Append('\r');
        if (layout.CaretColumn > 0)
            drawn.Append(CultureInfo.InvariantCulture, $"\e[{layout.CaretColumn}C");
        output.Write(drawn.ToString());
        output.Flush();
        _caretRow = caretRow;
    }

    /// <summary>Leaves the text where it is, whole, and goes on below it.</summary>
    internal void Leave(Layout layout)
    {
        output.Write(ToTop().AppendJoin("\r\n", layout.Rows).Append("\r\n").ToString());
        output.Flush();
        _caretRow = 0;
    }

    private StringBuilder ToTop()
    {
        var start = new StringBuilder();
        if (_caretRow > 0)
            start.Append(CultureInfo.InvariantCulture, $"\e[{_caretRow}A");
        return start.Append("\r\e[J");
    }
}
