using Automator.Host.Cli.Editing;
using Spectre.Console;

namespace Automator.Host.Cli;

/// <summary>Where a command reads and writes: the process's own streams, or a test's.</summary>
internal sealed record Terminal
{
    private const int WidthWhenRedirected = 160;

    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>A person types; otherwise input is piped.</summary>
    public bool IsInteractive { get; init; }

    internal static Terminal OfProcess { get; } = new()
    {
        In = Console.In,
        Out = Console.Out,
        Error = Console.Error,
        IsInteractive = IsOnTerminal,
        Keys = IsOnTerminal && Environment.GetEnvironmentVariable("TERM") != "dumb" ? new ConsoleKeys() : null,
    };

    private static bool IsOnTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Single keys, where the terminal has them to give.</summary>
    public IKeys? Keys { get; init; }

    internal LineEditor? Editor(ICompleter completer) => Keys is null ? null : new LineEditor(Keys, new Screen(Out, () => (Console.WindowWidth, Console.WindowHeight)), completer);

    internal IAnsiConsole Ansi()
    {
        var ansi = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!IsInteractive)
            ansi.Profile.Width = WidthWhenRedirected;
        return ansi;
    }
}
