using System.Text;

namespace Automator.Host.Cli.Editing;

/// <summary>The keys of the process's terminal. What is pasted comes as one text, where the terminal says that it is.</summary>
internal sealed class ConsoleKeys : IKeys
{
    private const string PasteStart = "[200~";
    private const string PasteEnd = "[201~";
    private const string BracketPastes = "\e[?2004h";
    private const string DoNotBracketPastes = "\e[?2004l";

    public IDisposable Listen() => new Listening();

    public Task<Keystroke> Next() => Task.Run(Read);

    private static Keystroke Read()
    {
        var key = Console.ReadKey(intercept: true);
        if (key.Key != ConsoleKey.Escape)
            return Of(key);
        // Alone it is the key. What a terminal sends after it, it sends at once.
        return Console.KeyAvailable && Console.ReadKey(intercept: true).KeyChar == '[' ? Sequence() : new Keystroke(KeyKind.Escape);
    }

    /// <summary>One that .NET does not know: the start of what is pasted, or nothing of ours.</summary>
    private static Keystroke Sequence()
    {
        var sequence = new StringBuilder("[");
        char last;
        do
        {
            last = Console.ReadKey(intercept: true).KeyChar;
            sequence.Append(last);
        }
        while (last is >= ' ' and < '@');
        return sequence.ToString() == PasteStart ? Keystroke.Typed(Pasted()) : new Keystroke(KeyKind.Unknown);
    }

    private static string Pasted()
    {
        var text = new StringBuilder();
        const string end = "\e" + PasteEnd;
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            text.Append(key.Key switch
            {
                ConsoleKey.Enter => '\n',
                ConsoleKey.Escape => '\e',
                _ => key.KeyChar,
            });
            if (text.Length >= end.Length && text.ToString(text.Length - end.Length, end.Length) == end)
                return text.ToString(0, text.Length - end.Length);
        }
    }

    private static Keystroke Of(ConsoleKeyInfo key) => (key.Key, Control: key.Modifiers.HasFlag(ConsoleModifiers.Control) || key.Modifiers.HasFlag(ConsoleModifiers.Alt)) switch
    {
        (ConsoleKey.Enter, _) => new(KeyKind.Enter),
        (ConsoleKey.Tab, _) => new(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? KeyKind.BackTab : KeyKind.Tab),
        (ConsoleKey.Backspace, _) => new(KeyKind.Backspace),
        (ConsoleKey.Delete, _) => new(KeyKind.Delete),
        (ConsoleKey.LeftArrow, true) => new(KeyKind.WordLeft),
        (ConsoleKey.RightArrow, true) => new(KeyKind.WordRight),
        (ConsoleKey.LeftArrow, _) => new(KeyKind.Left),
        (ConsoleKey.RightArrow, _) => new(KeyKind.Right),
        (ConsoleKey.UpArrow, _) => new(KeyKind.Up),
        (ConsoleKey.DownArrow, _) => new(KeyKind.Down),
        (ConsoleKey.Home, _) or (ConsoleKey.A, true) => new(KeyKind.Home),
        (ConsoleKey.End, _) or (ConsoleKey.E, true) => new(KeyKind.End),
        (ConsoleKey.K, true) => new(KeyKind.CutToEnd),
        (ConsoleKey.U, true) => new(KeyKind.CutToStart),
        (ConsoleKey.C, true) => new(KeyKind.Interrupt),
        (ConsoleKey.D, true) => new(KeyKind.EndOfInput),
        _ when key.KeyChar >= ' ' => Keystroke.Typed(Whole(key.KeyChar)),
        _ => new(KeyKind.Unknown),
    };

    /// <summary>A character beyond the first plane comes in two halves.</summary>
    private static string Whole(char first) => char.IsHighSurrogate(first) ? $"{first}{Console.ReadKey(intercept: true).KeyChar}" : first.ToString();

    private sealed class Listening : IDisposable
    {
        internal Listening()
        {
            Console.TreatControlCAsInput = true;
            Console.Out.Write(BracketPastes);
        }

        public void Dispose()
        {
            Console.Out.Write(DoNotBracketPastes);
            Console.TreatControlCAsInput = false;
        }
    }
}
