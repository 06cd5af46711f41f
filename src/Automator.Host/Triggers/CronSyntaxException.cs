namespace Automator.Host.Triggers;

/// <summary>A cron expression that means nothing. Never leaves <see cref="CronSchedule"/>: there it is a value.</summary>
internal sealed class CronSyntaxException(string message) : Exception(message);
