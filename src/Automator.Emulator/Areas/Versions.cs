using Automator.Emulator.Store;

namespace Automator.Emulator.Areas;

/// <summary>
/// Versions of a file share a collection, the id of version 1; the newest is the current one. How a version comes about
/// is nowhere documented: here a file is another version when it names the collection, or when it is added to a message or
/// comment that already carries one of its name.
/// </summary>
internal static class Versions
{
    /// <param name="collection">null: it begins one.</param>
    public static void Join(Account account, Attachment attachment, int? collection)
    {
        var older = collection is { } id ? In(account, attachment.ProjectId, id) : [];
        attachment.Collection = collection ?? attachment.Id;
        if (older.MaxBy(version => version.Version) is not { } latest) return;
        attachment.Version = latest.Version + 1;
        attachment.CategoryId ??= latest.CategoryId;
        foreach (var version in older) Mark(account, version, current: false);
    }

    /// <summary>One version is gone: the newest that is left takes its place.</summary>
    public static void Left(Account account, Attachment gone)
    {
        if (gone.Current && In(account, gone.ProjectId, gone.Collection).MaxBy(version => version.Version) is { } latest)
            Mark(account, latest, current: true);
    }

    private static List<Attachment> In(Account account, int projectId, int collection) =>
        [.. account.Attachments.Under(projectId).Where(version => version.Collection == collection)];

    private static void Mark(Account account, Attachment version, bool current)
    {
        if (version.Current == current) return;
        version.Current = current;
        account.Changed(account.Attachments, version);
    }
}
