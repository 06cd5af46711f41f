namespace Automator.Host.Basecamp;

internal static partial class ExchangeLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}, trying again: {Reason}")]
    internal static partial void TryFailed(ILogger logger, string account, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} asks to be left alone until {Until:O}; all its requests wait")]
    internal static partial void Paused(ILogger logger, string account, DateTimeOffset until);
}
