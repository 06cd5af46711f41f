using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>
/// The projects themselves. One whose id was never seen is new. Ids are kept for good: a project that is away for a while (its people
/// changed, the token's rights changed) is not created by coming back.
/// </summary>
internal sealed class WatchedProjects(WatchContext context)
{
    private readonly SeenMarks<SeenMark> _projects = context.Marks<SeenMark>("project");

    internal static Trigger[] Triggers { get; } = [Trigger.ProjectCreated, Trigger.ProjectArchived, Trigger.ProjectRenamed];

    internal void Look(IReadOnlyList<Project> projects, WatchBatch batch)
    {
        if (!context.Kinds.AreAnyWanted(Triggers))
            return;
        foreach (var project in projects)
        {
            var known = _projects.Find(project.Id)?.Text;
            var mark = $"{project.Status} {project.Name}";
            if (mark == known || known is null && !TryFireCreated(project, batch))
                continue;
            if (known is not null)
                FireChanges(project, known, batch);
            _projects.Set(project.Id, new SeenMark(0, mark), batch);
        }
    }

    /// <summary>False when nobody can tell yet whose it is: then it stays unseen until the next poll.</summary>
    private bool TryFireCreated(Project project, WatchBatch batch)
    {
        if (!context.Kinds.IsHeard(Trigger.ProjectCreated))
            return true;
        var maker = context.Causes.Made("project.create", project.Id);
        if (maker is null && context.Causes.IsMaking("project.create"))
            return false;
        Fire(Trigger.ProjectCreated, $"{project.Id}", project, maker, batch);
        return true;
    }

    private void FireChanges(Project project, string known, WatchBatch batch)
    {
        var space = known.IndexOf(' ', StringComparison.Ordinal);
        var cause = context.Causes.Changed("project.update", $"/projects/{project.Id}.xml", project.LastChangedOn ?? batch.Now)
            ?? context.Causes.Changed("project.update", $"/projects/{project.Id}.xml", batch.Now);
        if (project.Status == ProjectStatus.Archived && known[..space] != $"{ProjectStatus.Archived}")
            Fire(Trigger.ProjectArchived, $"{project.Id}:{batch.Now.UtcDateTime:O}", project, cause, batch);
        if (known[(space + 1)..] != project.Name)
            Fire(Trigger.ProjectRenamed, $"{project.Id}:{batch.Now.UtcDateTime:O}", project, cause, batch);
    }

    private void Fire(Trigger trigger, string what, Project project, DoneBy? cause, WatchBatch batch) => context.Kinds.Fire(
        new WatchedEvent { Trigger = trigger, What = what, At = batch.Now, Record = project, Project = project, Cause = cause }, batch);
}
