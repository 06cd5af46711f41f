using System.Text.Json;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>
/// A project whose id was never seen is new. Ids are kept for good: a project that is away for a while (its people changed,
/// the token's rights changed) is not created by coming back.
/// </summary>
internal sealed class CreatedProjects(IJournal journal, string account, Causes causes)
{
    private static readonly SeenMark Seen = new(0, "seen");

    private readonly SeenMarks _projects = new(journal, account, "project-created");

    internal WatchedKind Kind { get; } = new(journal, account, Trigger.ProjectCreated);

    internal void Look(IReadOnlyList<Project> projects, WatchBatch batch)
    {
        var unseen = projects.Where(project => _projects.Find(project.Id) is null).ToList();
        // What it cannot tell yet, the next poll can: it stays unseen until then.
        if (unseen.Count > 0 && !Kind.IsBaseline && causes.IsMakingProjects)
            return;
        foreach (var project in unseen)
        {
            if (!Kind.IsBaseline)
                Fire(project, batch);
            _projects.Set(project.Id, Seen, batch);
        }

        Kind.Finish(batch);
    }

    private void Fire(Project project, WatchBatch batch)
    {
        var payload = JsonSerializer.Serialize(project, ProtocolJson.Default.Project);
        var by = causes.Of(project);
        foreach (var listener in Kind.Listeners)
            batch.Fire(Trigger.ProjectCreated, $"{project.Id}", project.Id, listener, batch.Now, payload, by);
    }
}
