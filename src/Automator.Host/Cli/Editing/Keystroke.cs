namespace Automator.Host.Cli.Editing;

/// <summary>What a key means to whoever edits a line.</summary>
internal enum KeyKind
{
    /// <summary>Characters, typed or pasted; pasted, they may hold line ends.</summary>
    Text,
    Enter,
    Tab,
    BackTab,
    Escape,
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    Home,
    End,

    /// <summary>Ctrl+K: takes away all up to the line's end.</summary>
    CutToEnd,

    /// <summary>Ctrl+U: takes away all up to the line's start.</summary>
    CutToStart,

    /// <summary>Ctrl+C.</summary>
    Interrupt,

    /// <summary>Ctrl+D.</summary>
    EndOfInput,
    Unknown,
}

internal readonly record struct Keystroke(KeyKind Kind, string Text = "")
{
    internal static Keystroke Typed(string text) => new(KeyKind.Text, text);
}

/// <summary>Where keystrokes come from: the terminal, or a test.</summary>
internal interface IKeys
{
    /// <summary>From here on keys are for the editor, Ctrl+C too; until what is given back is disposed.</summary>
    IDisposable Listen();

    /// <summary>To be asked for one at a time.</summary>
    Task<Keystroke> Next();
}
