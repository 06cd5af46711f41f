using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Automator.Host.Cli.Editing;

/// <summary>A text with its prompts as rows of the screen, wrapped here rather than by the terminal, so that the caret's row is known.</summary>
internal sealed record Layout(IReadOnlyList<string> Rows, int CaretRow, int CaretColumn)
{
    /// <param name="prompt">Before the first line.</param>
    /// <param name="continuation">Before the others.</param>
    /// <param name="text">What is edited.</param>
    /// <param name="caret">Where.</param>
    /// <param name="width">Cells of a row.</param>
    internal static Layout Of(string prompt, string continuation, string text, int caret, int width)
    {
        List<string> rows = [];
        var row = new StringBuilder(prompt);
        var column = prompt.GetCellWidth();
        var (caretRow, caretColumn) = (0, column);
        for (var at = 0; at <= text.Length;)
        {
            var element = at < text.Length ? StringInfo.GetNextTextElement(text, at) : "";
            var cells = element is "\n" ? 0 : element.GetCellWidth();
            // At the very edge the caret has no cell either.
            if (column + Math.Max(cells, at == caret ? 1 : 0) > width)
                Break("");
            if (at == caret)
                (caretRow, caretColumn) = (rows.Count, column);
            if (element == "\n")
                Break(continuation);
            else
                row.Append(element);
            column += cells;
            at += Math.Max(1, element.Length);
        }

        rows.Add(row.ToString());
        return new Layout(rows, caretRow, caretColumn);

        void Break(string start)
        {
            rows.Add(row.ToString());
            row.Clear().Append(start);
            column = start.GetCellWidth();
        }
    }

    /// <summary>As much of a text as fits into so many cells.</summary>
    internal static string Cut(string text, int cells)
    {
        var fitting = new StringBuilder();
        var used = 0;
        foreach (var element in Elements(text))
        {
            used += element.GetCellWidth();
            if (used > cells)
                break;
            fitting.Append(element);
        }

        return fitting.ToString();
    }

    private static IEnumerable<string> Elements(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            yield return elements.GetTextElement();
    }
}
