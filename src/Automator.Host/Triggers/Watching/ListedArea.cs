using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// An area that is one list of records, the newest first, in pages: read until nothing on a page is new. What lies deeper is read by the
/// sweep. An area that is <see cref="IsReadWhole"/> is in another order.
/// </summary>
internal sealed class ListedArea<T>(WatchContext context, string name, Trigger[] triggers) : WatchedArea(context, name) where T : IRecord
{
    private readonly WatchedRecords _records = new(context, name);

    internal required int PageSize { get; init; }

    /// <summary>A page by its number, from 1; all of it where it is read whole.</summary>
    internal required Func<long, int, Query<T[]>> Page { get; init; }

    internal required Func<T, Project, Sighting> See { get; init; }

    internal bool IsReadWhole { get; init; }

    /// <summary>The kind of record in it that has days.</summary>
    internal RecordEvents? Dated { get; init; }

    internal override ReadOnlySpan<Trigger> Triggers => triggers;

    internal bool HasCommentsOn { get; init; }

    protected override bool HasComments => HasCommentsOn;

    protected override IReadOnlySet<long> Turned() => Dated is null ? base.Turned() : _records.ParentsOfTurned(Dated);

    protected override async Task<bool> LookInto(Project project, bool isWhole, WatchBatch batch, CancellationToken cancellation)
    {
        var seen = new HashSet<long>();
        var isJudged = true;
        for (var page = 1; ; page++)
        {
            if (await Context.Ask(Page(project.Id, page), project, cancellation) is not { } records)
                return true;
            var isNew = true;
            foreach (var record in records)
            {
                isNew &= _records.Marks.Find(record.Id) is null;
                isJudged &= await _records.Judge(See(record, project), batch, cancellation);
            }

            var before = seen.Count;
            seen.UnionWith(records.Select(record => record.Id));
            var isLast = IsReadWhole || records.Length < PageSize || seen.Count == before;
            if (isLast)
                ForgetAllBut(seen, project.Id, batch);
            if (isLast || !isWhole && !isNew)
                return isJudged;
        }
    }

    protected override void Forget(long project, WatchBatch batch) => _records.Marks.ForgetAllOf(project, batch);

    private void ForgetAllBut(HashSet<long> seen, long project, WatchBatch batch)
    {
        foreach (var gone in _records.Marks.Of(project).Except(seen).ToList())
            _records.Marks.Forget(gone, batch);
    }
}
