using Automator.Host.Runs;
using Automator.Sdk;

namespace Automator.Host.Triggers;

internal static partial class TriggerLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Handler} will not fire: {Reason}")]
    internal static partial void BadSchedule(ILogger logger, HandlerKey handler, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Handler} missed its fires from {First:O} to {Now:O}; by its policy {Policy}, {Count} of them are made up for{Fires}")]
    internal static partial void Missed(ILogger logger, HandlerKey handler, DateTimeOffset first, DateTimeOffset now, Misfire policy, int count, string fires);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock went back from {From:O} to {To:O}; what fired already will not fire again")]
    internal static partial void ClockWentBack(ILogger logger, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account}: the journal does not take what is due, which is kept and tried again: {Reason}")]
    internal static partial void JournalFailed(ILogger logger, string account, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: the journal takes what is due again")]
    internal static partial void JournalBack(ILogger logger, string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: the journal knows the schedules' cursors otherwise; beginning again from what it knows")]
    internal static partial void ScheduleConflict(ILogger logger, string account);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Account {Account} was taken over by another host; nothing fires here any more")]
    internal static partial void Fenced(ILogger logger, string account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch of account {Account} failed and goes on trying: {Reason}")]
    internal static partial void WatchFailed(ILogger logger, string account, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The watch of account {Account} works again")]
    internal static partial void WatchBack(ILogger logger, string account);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: nothing in the project '{Project}' is watched for now: {Reason}")]
    internal static partial void NotShown(ILogger logger, string account, string project, string reason);
}
