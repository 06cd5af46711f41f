using Automator.Host.Basecamp;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// One area of all projects, found from above: only projects whose mark moved are looked into.
/// <para>
/// Nothing is lost, because a mark is always older than what it vouches for: a project's is taken from an answer that came before anything
/// in it was asked for. What changes in between moves the mark again, and the next poll looks again. A project's mark that is so young that
/// another change may share its second is not trusted: the next poll looks once more. And a mark is written only in the batch that has
/// everything found below it, or in a later one, never before.
/// </para>
/// </summary>
internal abstract class WatchedArea(WatchContext context, string name)
{
    /// <summary>With more than these it is not a project that cannot be read, but the account.</summary>
    private const int MostUnreadable = 3;

    private readonly SeenMarks<SeenMark> _projects = context.Marks<SeenMark>($"{name}-project");

    /// <summary>
    /// When a record was made of which the account does not tell: now, or, where its project has only come into view, at some time of the
    /// project's.
    /// </summary>
    protected DateTimeOffset MadeAt(Project project, WatchBatch batch) => _projects.Find(project.Id) is null && project.CreatedOn is { } day
        ? Earlier(batch.Now, new DateTimeOffset(day.AddDays(2), TimeOnly.MinValue, TimeSpan.Zero))
        : batch.Now;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>What can be found in it, but for comments.</summary>
    internal abstract ReadOnlySpan<Trigger> Triggers { get; }

    /// <summary>Whether comments on its records are found in it.</summary>
    internal bool HasComments { get; init; } = true;

    internal bool IsWanted => context.Kinds.AreAnyWanted(Triggers) || HasComments && context.Kinds.AreAnyWanted(Trigger.CommentPosted);

    protected WatchContext Context => context;

    /// <summary>How much of a project is looked into, as part of its mark: with another depth it is looked into again.</summary>
    protected virtual string DepthText => "";

    /// <returns>Why some of it could not be read; null when it was read whole. The rest is none the worse for it.</returns>
    internal async Task<CallFailedException?> Look(DatedProjects dated, IReadOnlySet<long> swept, WatchBatch batch, CancellationToken cancellation)
    {
        var projects = dated.Projects;
        var settledBefore = dated.ReadAt ?? batch.Now - context.Options.ClockSkew;
        var turned = Turned();
        var unreadable = new List<CallFailedException>();
        foreach (var project in projects)
        {
            var stamp = ProjectStamp.Of(project, settledBefore, dated.ReadAt is not null, DepthText);
            var known = _projects.Find(project.Id)?.Text;
            var isWhole = known is null || swept.Contains(project.Id);
            if (stamp.IsSettledBy(known) && !isWhole && !turned.Contains(project.Id))
                continue;
            try
            {
                if (await LookInto(project, isWhole, batch, cancellation))
                    _projects.Set(project.Id, new SeenMark(0, stamp.After(known)), batch);
            }
            catch (CallFailedException e) when (IsPassedOver(e, unreadable))
            {
                unreadable.Add(e);
            }

            await batch.WriteChunk(cancellation);
        }

        foreach (var gone in _projects.All.Keys.Except(projects.Select(project => project.Id)).ToList())
        {
            Forget(gone, batch);
            _projects.Forget(gone, batch);
        }

        await LookFurther(projects, unreadable, batch, cancellation);
        return unreadable.FirstOrDefault();
    }

    /// <summary>Nobody listens: what comes to pass from now on is not seen, so all is read anew for whoever comes back.</summary>
    internal void Rest(WatchBatch batch)
    {
        foreach (var project in _projects.All.Keys.ToList())
            _projects.Forget(project, batch);
    }

    /// <summary>The projects with records whose day has come.</summary>
    protected virtual IReadOnlySet<long> Turned() => new HashSet<long>();

    /// <summary>False when it could not be looked at whole, so that it is looked at again.</summary>
    /// <param name="project">The project.</param>
    /// <param name="isWhole">Whether all of it is read, whatever its own marks say.</param>
    /// <param name="batch">Takes what is found.</param>
    /// <param name="cancellation">Gives up.</param>
    protected abstract Task<bool> LookInto(Project project, bool isWhole, WatchBatch batch, CancellationToken cancellation);

    protected static bool IsPassedOver(CallFailedException failure, List<CallFailedException> unreadable) =>
        failure.Failure.Kind == CallFailureKind.Unreadable && unreadable.Count < MostUnreadable;

    /// <summary>What is looked at whatever the projects say.</summary>
    protected virtual Task LookFurther(IReadOnlyList<Project> projects, List<CallFailedException> unreadable, WatchBatch batch, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The account does not have the project any more, or does not show it.</summary>
    protected abstract void Forget(long project, WatchBatch batch);
}
