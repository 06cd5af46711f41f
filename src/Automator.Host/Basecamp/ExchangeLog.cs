namespace Automator.Host.Basecamp;

internal static partial class ExchangeLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}, trying again: {Reason}")]
    internal static partial void TryFailed(ILogger logger, string account, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account} asks to be left alone until {Until:O}; all its requests wait")]
    internal static partial void Paused(ILogger logger, string account, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account} failed again and again; nothing is sent to it until {Until:O}")]
    internal static partial void Broken(ILogger logger, string account, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account} answers again")]
    internal static partial void Mended(ILogger logger, string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: its login is good until {Until:O}, and could not be renewed: {Reason}")]
    internal static partial void NotRenewed(ILogger logger, string account, DateTimeOffset until, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account}: its renewed login could not be kept for the next start: {Reason}")]
    internal static partial void NotKept(ILogger logger, string account, string reason);
}
