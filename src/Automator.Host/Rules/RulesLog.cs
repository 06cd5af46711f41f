namespace Automator.Host.Rules;

internal static partial class RulesLog
{
    private const int MostErrors = 5;

    internal static void Tell(ILogger logger, CatalogChange change)
    {
        var entries = change.Catalog.ToDictionary(entry => entry.Name);
        TellLive(change.Added, Added);
        TellLive(change.Replaced, Replaced);
        TellLive(change.Mended, Mended);
        foreach (var name in change.Broken)
            TellBroken(logger, entries[name]);
        foreach (var (name, more) in change.Widened)
            Widened(logger, name, string.Join(", ", more));
        foreach (var (name, note) in change.Noted.SelectMany(pair => pair.Value.Select(note => (pair.Key, note))))
            Noted(logger, name, note);
        foreach (var name in change.Removed)
            Removed(logger, name);

        void TellLive(IReadOnlyList<RuleName> names, Action<ILogger, RuleName, string> tell)
        {
            foreach (var name in names)
                tell(logger, name, Does(entries[name]));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem} What was live before stays live; the folder is looked for again.")]
    internal static partial void FolderLost(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The rules folder {Folder} can be read again.")]
    internal static partial void FolderBack(ILogger logger, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The system does not tell about changes in {Folder} ({Reason}); it is looked at every few seconds.")]
    internal static partial void NoWatcher(ILogger logger, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Changes in {Folder} may have been missed ({Reason}); looking at all of it.")]
    internal static partial void WatcherFailed(ILogger logger, string folder, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The image {Hash} could not be kept ({Reason}); it is compiled again after a restart.")]
    internal static partial void ImageNotKept(ILogger logger, string hash, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Which versions are live could not be written down ({Reason}); after a restart a rule whose file is broken has none.")]
    internal static partial void LastGoodNotKept(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rule {Rule}: {Note}")]
    private static partial void Noted(ILogger logger, RuleName rule, string note);

    private static void TellBroken(ILogger logger, CatalogEntry entry)
    {
        var errors = string.Join(Environment.NewLine, entry.Errors.Take(MostErrors).Select(error => Shown.Line(error.ToString())));
        if (entry.Live is null)
            BrokenAndDead(logger, entry.Name, errors);
        else
            BrokenButLive(logger, entry.Name, errors);
    }

    private static string Does(CatalogEntry entry) =>
        entry.Live!.Manifest.Does is { Count: > 0 } does ? string.Join(", ", does) : "changes nothing in the account";

    [LoggerMessage(Level = LogLevel.Information, Message = "Rule {Rule} is live: {Does}.")]
    private static partial void Added(ILogger logger, RuleName rule, string does);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rule {Rule} is live in a new version: {Does}.")]
    private static partial void Replaced(ILogger logger, RuleName rule, string does);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rule {Rule} is mended and live: {Does}.")]
    private static partial void Mended(ILogger logger, RuleName rule, string does);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rule {Rule} can do more than before: {More}.")]
    private static partial void Widened(ILogger logger, RuleName rule, string more);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rule {Rule} is removed.")]
    private static partial void Removed(ILogger logger, RuleName rule);

    [LoggerMessage(Level = LogLevel.Error, Message = "Rule {Rule} is broken and has no version that works:\n{Errors}")]
    private static partial void BrokenAndDead(ILogger logger, RuleName rule, string errors);

    [LoggerMessage(Level = LogLevel.Error, Message = "Rule {Rule} is broken; its last good version stays live:\n{Errors}")]
    private static partial void BrokenButLive(ILogger logger, RuleName rule, string errors);
}
