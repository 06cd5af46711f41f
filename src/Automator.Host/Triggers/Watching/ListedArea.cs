using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// An area that is one list of records, the newest first, in pages: read until a page has one that is known. What lies deeper is read by the
/// sweep. What is in the order of its days is read until a page has none that is new.
/// </summary>
internal sealed class ListedArea<T>(WatchContext context, string name, Trigger[] triggers) : WatchedArea(context, name) where T : IRecord
{
    private readonly WatchedRecords _records = new(context, name);

    internal required int PageSize { get; init; }

    /// <summary>A page by its number, from 1; all of it where it is read whole.</summary>
    internal required Func<long, int, Query<T[]>> Page { get; init; }

    internal required Func<T, Project, Sighting> See { get; init; }

    /// <summary>Whether one request reads all of it.</summary>
    internal bool IsReadWhole { get; init; }

    /// <summary>Whether it is in the order of the days its records are for, and not of when they were made.</summary>
    internal bool IsByDay { get; init; }

    /// <summary>The kind of record in it that has days.</summary>
    internal RecordEvents? Dated { get; init; }

    internal override ReadOnlySpan<Trigger> Triggers => triggers;

    protected override IReadOnlySet<long> Turned() => Dated is null ? base.Turned() : _records.ParentsOfTurned(Dated);

    protected override async Task<bool> LookInto(Project project, bool isWhole, WatchBatch batch, CancellationToken cancellation)
    {
        var seen = new HashSet<long>();
        var isJudged = true;
        for (var page = 1; ; page++)
        {
            if (await Context.Ask(Page(project.Id, page), project, cancellation) is not { } records)
                return isJudged;
            var (isAnyNew, isAllNew) = (false, true);
            foreach (var record in records)
            {
                var isNew = _records.Marks.Find(record.Id) is null;
                (isAnyNew, isAllNew) = (isAnyNew | isNew, isAllNew & isNew);
                isJudged &= await _records.Judge(Seen(record, project, batch), batch, cancellation);
            }

            var before = seen.Count;
            seen.UnionWith(records.Select(record => record.Id));
            var isLast = IsReadWhole || records.Length < PageSize || seen.Count == before;
            if (isLast)
                ForgetAllBut(seen, project.Id, batch);
            if (isLast || !isWhole && !(IsByDay ? isAnyNew : isAllNew))
                return isJudged;
        }
    }

    private Sighting Seen(T record, Project project, WatchBatch batch) => See(record, project) is var seen && seen.CreatedAt is null
        ? seen with { CreatedAt = MadeAt(project, batch) }
        : seen;

    protected override void Forget(long project, WatchBatch batch) => _records.Marks.ForgetAllOf(project, batch);

    private void ForgetAllBut(HashSet<long> seen, long project, WatchBatch batch)
    {
        foreach (var gone in _records.Marks.Of(project).Except(seen).ToList())
            _records.Marks.Forget(gone, batch);
    }
}
