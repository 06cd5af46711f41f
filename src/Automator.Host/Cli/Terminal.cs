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
        IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
    };

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
