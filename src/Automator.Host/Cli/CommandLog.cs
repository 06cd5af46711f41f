namespace Automator.Host.Cli;

/// <summary>What goes wrong beside the work itself, on standard error; a command's output stays its own.</summary>
internal static class CommandLog
{
    internal static ILoggerFactory Create(Terminal terminal) =>
        LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new Provider(terminal.Error)));

    private sealed class Provider(TextWriter error) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Writer(error);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(TextWriter error) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            error.WriteLine(exception is null ? formatter(state, exception) : $"{formatter(state, exception)}: {exception.Message}");
    }
}
