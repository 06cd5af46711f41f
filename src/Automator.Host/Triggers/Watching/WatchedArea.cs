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

    /// <summary>What can be found in it, but for comments.</summary>
    internal abstract ReadOnlySpan<Trigger> Triggers { get; }

    /// <summary>Whether comments on its records are found in it.</summary>
    protected virtual bool HasComments => true;

    internal bool IsWanted => context.Kinds.AreAnyWanted(Triggers) || HasComments && context.Kinds.AreAnyWanted(Trigger.CommentPosted);

    protected WatchContext Context => context;

    /// <summary>How much of a project is looked into, as part of its mark: with another depth it is looked into again.</summary>
    protected virtual string DepthText => "";

    internal async Task Look(DatedProjects dated, IReadOnlySet<long> swept, WatchBatch batch, CancellationToken cancellation)
    {
        var projects = dated.Projects;
        var settledBefore = dated.ReadAt ?? batch.Now - context.Options.ClockSkew;
        var turned = Turned();
        var unreadable = new List<CallFailedException>();
        foreach (var project in projects)
        {
            var stamp = ProjectStamp.Of(project, settledBefore, DepthText);
            var known = _projects.Find(project.Id)?.Text;
            var isWhole = known is null || swept.Contains(project.Id);
            if (stamp.IsSettledBy(known) && !isWhole && !turned.Contains(project.Id))
                continue;
            try
            {
                if (await LookInto(project, isWhole, batch, cancellation))
                    _projects.Set(project.Id, new SeenMark(0, stamp.After(known)), batch);
            }
            catch (CallFailedException e) when (e.Failure.Kind == CallFailureKind.Unreadable && unreadable.Count < MostUnreadable)
            {
                unreadable.Add(e); // The others are none the worse for it; the poll fails once they have been looked at.
            }

            await batch.WriteChunk(cancellation);
        }

        foreach (var gone in _projects.All.Keys.Except(projects.Select(project => project.Id)).ToList())
        {
            Forget(gone, batch);
            _projects.Forget(gone, batch);
        }

        await LookFurther(projects, batch, cancellation);
        if (unreadable.Count > 0)
            throw new CallFailedException(unreadable[0].Failure, unreadable[0]);
    }

    /// <summary>The projects with records whose day has come.</summary>
    protected virtual IReadOnlySet<long> Turned() => new HashSet<long>();

    /// <summary>False when it could not be looked at whole, so that it is looked at again.</summary>
    /// <param name="project">The project.</param>
    /// <param name="isWhole">Whether all of it is read, whatever its own marks say.</param>
    /// <param name="batch">Takes what is found.</param>
    /// <param name="cancellation">Gives up.</param>
    protected abstract Task<bool> LookInto(Project project, bool isWhole, WatchBatch batch, CancellationToken cancellation);

    /// <summary>What is looked at whatever the projects say.</summary>
    protected virtual Task LookFurther(IReadOnlyList<Project> projects, WatchBatch batch, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The account does not have the project any more, or does not show it.</summary>
    protected abstract void Forget(long project, WatchBatch batch);
}
