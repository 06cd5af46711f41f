using Automator.Host.Runs;

namespace Automator.Host.Cli;

/// <summary>
/// The process's own log: a line an event on standard error. A host says what it does, with the time; a command says only
/// what goes wrong beside its work, since its output is its own.
/// </summary>
internal sealed class TextLog : ILoggerProvider, ILogger
{
    private readonly TextWriter _output;
    private readonly TimeProvider? _time;
    private readonly Lock _lock = new();

    private TextLog(TextWriter output, TimeProvider? time) => (_output, _time) = (output, time);

    internal static ILoggerFactory OfHost(Terminal terminal) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
        .AddProvider(new TextLog(terminal.Error, TimeProvider.System)));

    /// <summary>How its run ended a command says itself.</summary>
    internal static ILoggerFactory OfCommand(Terminal terminal) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(LogLevel.Warning).AddFilter(typeof(RunExecution).FullName, LogLevel.Error)
        .AddProvider(new TextLog(terminal.Error, time: null)));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var said = exception is null ? formatter(state, null) : $"{formatter(state, null)}: {exception.Message}";
        var text = HasLines(state) ? Shown.Lines(said) : Shown.Line(said);
        lock (_lock)
            _output.WriteLine(_time is null ? text : $"{_time.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff'Z'} {Word(logLevel)} {text}");
    }

    public void Dispose()
    {
    }

    /// <summary>Only where the message itself has several lines, and not a value in it, is a record longer than one.</summary>
    private static bool HasLines<TState>(TState state) => state is IReadOnlyList<KeyValuePair<string, object?>> values
        && values.Any(value => value is { Key: "{OriginalFormat}", Value: string format } && format.Contains('\n'));

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error or LogLevel.Critical => "error",
        _ => "debug",
    };
}
