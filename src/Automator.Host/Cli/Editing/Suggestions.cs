using Automator.Sdk.Protocol;

namespace Automator.Host.Cli.Editing;

/// <summary>The list below the line: what may stand there, narrowed by what is typed.</summary>
internal sealed class Suggestions
{
    private const int MostRows = 8;

    private readonly IReadOnlyList<Completion> _all;

    /// <param name="text">The text it was asked for.</param>
    /// <param name="caret">Where.</param>
    /// <param name="items">What may stand there.</param>
    internal Suggestions(string text, int caret, IReadOnlyList<Completion> items)
    {
        (Text, Caret, _all) = (text, caret, items);
        Narrow(text, caret);
    }

    internal string Text { get; }

    internal int Caret { get; }

    internal IReadOnlyList<Completion> Items { get; private set; } = [];

    /// <summary>None is chosen while it is -1.</summary>
    internal int Chosen { get; private set; } = -1;

    internal Completion? Choice => Chosen < 0 ? null : Items[Chosen];

    /// <summary>About the choice; two lines of it are shown.</summary>
    internal string Words { get; set; } = "";

    /// <returns>False where it has nothing more to do with what is typed.</returns>
    internal bool Narrow(string text, int caret)
    {
        (Chosen, Words) = (-1, "");
        if (_all.Count == 0 || !IsSame(text, caret))
            return false;
        var beginning = _all.Where(item => Filter(item).StartsWith(Typed(text, caret, item), StringComparison.OrdinalIgnoreCase)).ToList();
        Items = beginning.Count > 0 ? beginning : [.. _all.Where(item => Filter(item).Contains(Typed(text, caret, item), StringComparison.OrdinalIgnoreCase))];
        return Items.Count > 0;
    }

    internal void Choose(int step)
    {
        Chosen = Chosen < 0 ? (step > 0 ? 0 : Items.Count - 1) : (Chosen + step + Items.Count) % Items.Count;
        Words = "";
    }

    /// <summary>What all begin with, where that is more than what is typed; null else.</summary>
    internal string? Common(string text, int caret)
    {
        var common = Items[0].Text;
        foreach (var item in Items.Skip(1))
            common = common[..common.Zip(item.Text).TakeWhile(pair => pair.First == pair.Second).Count()];
        var typed = Typed(text, caret, Items[0]);
        return common.Length > typed.Length && common.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && Items.All(item => item.Start == Items[0].Start) ? common : null;
    }

    internal void Put(TextBuffer buffer, Completion item, string text) =>
        // What stood after the place it was asked for stands there still.
        buffer.Replace(item.Start, Math.Max(buffer.Caret, buffer.Text.Length - (Text.Length - (item.Start + item.Length))), text);

    /// <summary>Its rows, the chosen one in reverse.</summary>
    internal IEnumerable<string> Rows(int width, int atMost)
    {
        var shown = Math.Min(Items.Count, Math.Min(MostRows, atMost));
        var first = Math.Clamp(Chosen - shown + 1, 0, Items.Count - shown);
        for (var i = first; i < first + shown; i++)
        {
            yield return ListRows.Of(Items[i].Label, width, isChosen: i == Chosen);
        }

        var more = Items.Count > shown ? $"{Items.Count} in all" : "";
        foreach (var line in (Words.Length > 0 ? Words : more).Split('\n').Take(2).Where(line => line.Length > 0))
            yield return ListRows.About(line, width);
    }

    private static string Filter(Completion item) => item.Filter ?? item.Label;

    private static string Typed(string text, int caret, Completion item) => item.Start <= caret ? text[item.Start..caret] : "";

    /// <summary>Only the word at the caret has changed since it was asked for.</summary>
    private bool IsSame(string text, int caret)
    {
        var start = _all.Min(item => item.Start);
        return caret >= start && start <= text.Length
            && text.AsSpan(0, start).SequenceEqual(Text.AsSpan(0, start))
            && text.AsSpan(caret).SequenceEqual(Text.AsSpan(Caret))
            && text[start..caret].All(character => TextBuffer.IsOfAWord(character) || character is '/' or '-');
    }
}
