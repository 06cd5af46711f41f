using Automator.Host.Journal;
using LiteDB;

namespace Automator.Host.RunLog;

/// <summary>Months that are made anew: each beside its file, until it takes that one's place.</summary>
internal sealed partial class RunLogFiles
{
    /// <summary>The first month of which runs may be over; null when there is none.</summary>
    internal RunMonth? Overdue(RunLogRetention retention) => All
        .Where(month => IsThere(month) && !_drafts.ContainsKey(month) && retention.NextLook(month, Known.Of(month)?.TrimmedAt) <= time.GetUtcNow())
        .Select(month => (RunMonth?)month).FirstOrDefault();

    /// <summary>From here on what is new goes into the draft too.</summary>
    internal void BeginDraft(RunMonth month, DateTimeOffset now)
    {
        var had = Known.Of(month)?.Runs ?? 0;
        MakeFolder(folder);
        DiscardDraft(month);
        _drafts[month] = new Draft(now, had, 0, 0);
        _due.Remove(month);
        _left.Remove(month);
    }

    internal void WriteDraft(RunMonth month, IReadOnlyList<RunDocument> runs)
    {
        foreach (var part in runs.GroupBy(run => run.StartedAt > Of(month).Begun))
        {
            IReadOnlyList<BsonDocument> documents = [.. part.Select(RunBson.Write)];
            var added = On(month, DraftOf(month), file => file.Upsert(documents));
            _drafts[month] = Of(month).With(added, isSince: part.Key);
        }
    }

    internal RunDocument? InDraft(RunMonth month, RunId run) =>
        Of(month).Runs == 0 ? null : On(month, DraftOf(month), file => file.Find(run));

    /// <summary>How many runs it has.</summary>
    internal long Drafted(RunMonth month) => Of(month).Runs;

    /// <summary>How many of these began after it did.</summary>
    internal long DraftedSince(RunMonth month) => Of(month).Since;

    /// <summary>How many runs the file had when its draft was begun, as far as is known.</summary>
    internal long Had(RunMonth month) => Of(month).Had;

    /// <summary>What may still have runs of a month: its file, and those of it that were set aside, the last first.</summary>
    internal IReadOnlyList<string> OldOf(RunMonth month) => [.. IsThere(month) ? [PathOf(month)] : Array.Empty<string>(), .. AsideOf(month)];

    internal IReadOnlyList<string> AsideOf(RunMonth month) =>
        [.. Directory.EnumerateFiles(folder, month.FileName + Damaged + "*").OrderDescending(StringComparer.Ordinal)];

    /// <summary>The draft takes its file's place: whoever looks at the folder finds the one or the other whole.</summary>
    /// <param name="month">One with a draft.</param>
    /// <param name="keepOld">Whether the old file is still worth something to somebody.</param>
    /// <returns>Where the old file is now, if it was kept.</returns>
    internal string? Replace(RunMonth month, bool keepOld)
    {
        var (runs, path, draft) = (Drafted(month), PathOf(month), DraftOf(month));
        if (runs > 0)
            Finish(month, draft);
        var aside = keepOld ? SetAside(month) : null;
        _open.Close(path);
        // LiteDB would take it for the new file's.
        File.Delete(MonthFile.LogOf(path));
        if (runs > 0)
            File.Move(draft, path, overwrite: true);
        else
            File.Delete(path);
        DiscardDraft(month);
        _due.Remove(month);
        _madeAnew[month] = time.GetUtcNow();
        Save(runs > 0
            ? Known.With(month, new MonthState { Runs = runs, TrimmedAt = time.GetUtcNow() }.AsLeft(new FileInfo(path)))
            : Known.Without(month));
        return aside;
    }

    internal void DiscardDraft(RunMonth month)
    {
        var draft = DraftOf(month);
        _drafts.Remove(month);
        Close(draft);
        Delete(draft);
        Delete(MonthFile.LogOf(draft));
    }

    private void Finish(RunMonth month, string draft)
    {
        On(month, draft, file =>
        {
            file.Flush();
            return true;
        });
        _open.Close(draft);
        if (File.Exists(MonthFile.LogOf(draft)))
            throw new RunLogException($"The new {month.FileName} of the run log could not be written whole; it is tried again.");
    }

    /// <summary>Null where there is nothing to be kept.</summary>
    private string? SetAside(RunMonth month)
    {
        var path = PathOf(month);
        Close(path);
        if (!IsThere(month))
        {
            Delete(path);
            Delete(MonthFile.LogOf(path));
            return null;
        }

        var aside = $"{path}{Damaged}{time.GetUtcNow():yyyyMMddHHmmssfff}";
        while (File.Exists(aside))
            aside += "-again";
        File.Move(path, aside);
        if (File.Exists(MonthFile.LogOf(path)))
            File.Move(MonthFile.LogOf(path), MonthFile.LogOf(path) + aside[path.Length..], overwrite: true);
        return aside;
    }

    /// <summary>Also where its folder is gone.</summary>
    private static void Delete(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
    }

    /// <exception cref="RunLogException">There is none any more: it could not be written.</exception>
    private Draft Of(RunMonth month) => _drafts.GetValueOrDefault(month)
        ?? throw new RunLogException($"The new {month.FileName} of the run log could not be written; it is tried again.");

    /// <param name="Begun">When.</param>
    /// <param name="Had">Runs that the file had then.</param>
    /// <param name="Runs">In it.</param>
    /// <param name="Since">Of these, those that began later.</param>
    private sealed record Draft(DateTimeOffset Begun, long Had, long Runs, long Since)
    {
        internal Draft With(int added, bool isSince) => this with { Runs = Runs + added, Since = Since + (isSince ? added : 0) };
    }
}
