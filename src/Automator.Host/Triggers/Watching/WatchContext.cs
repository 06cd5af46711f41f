using Automator.Host.Basecamp;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>What everything that watches an account needs.</summary>
internal sealed class WatchContext(string account, IJournal journal, AskAccount ask, AccountWatchOptions options, ILogger logger)
{
    internal AccountWatchOptions Options => options;

    internal WatchedKinds Kinds => field ??= new WatchedKinds(journal, account, Days, options);

    internal Causes Causes { get; } = new(journal, account, options.ClockSkew);

    internal WatchedDays Days { get; } = new(journal, account);

    internal SeenMarks<TMark> Marks<TMark>(string kind) where TMark : struct, ISeenMark<TMark>, IEquatable<TMark> => new(journal, account, kind);

    internal KeptCursor Cursor(string name) => new(journal, account, name);

    internal async Task<T> Ask<T>(Query<T> query, CancellationToken cancellation) => (T)await ask(query, cancellation);

    /// <summary>Null when the account has no such record, or does not show it: then there is nothing in it to watch.</summary>
    internal async Task<T?> Ask<T>(Query<T> query, Project project, CancellationToken cancellation) where T : class
    {
        try
        {
            return await Ask(query, cancellation);
        }
        catch (CallFailedException e) when (e.Failure.Kind == CallFailureKind.NotFound || e.Failure.Kind == CallFailureKind.Forbidden && e.Status != 401)
        {
            TriggerLog.NotShown(logger, account, project.Name, e.Failure.Message);
            return null;
        }
    }
}
