namespace Automator.Host.Cli.Editing;

/// <summary>Rows below the line. Their texts come from the compiler and from files, and are not trusted with the terminal.</summary>
internal static class ListRows
{
    private const string Indent = "  ";

    internal static string Of(string label, int width, bool isChosen)
    {
        var row = Layout.Cut(Indent + Plain(label), width - 1);
        return isChosen ? $"\e[7m{row}\e[0m" : row;
    }

    /// <summary>What is said of the list or of an item of it.</summary>
    internal static string About(string line, int width) => Faint(Layout.Cut(Indent + Plain(line), width - 1));

    /// <summary>What is said in place of a list, whole.</summary>
    internal static IEnumerable<string> Wrapped(string text, int width) => Layout.Of(Indent, Indent, Plain(text), caret: -1, width - 1).Rows.Select(Faint);

    private static string Plain(string text) => Shown.Line(text).Replace('\t', ' ');

    private static string Faint(string row) => $"\e[2m{row}\e[0m";
}
