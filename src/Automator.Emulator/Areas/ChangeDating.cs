using Automator.Emulator.Store;

namespace Automator.Emulator.Areas;

/// <summary>Moves the date that says when a project last changed, in the way the account is set to.</summary>
internal static class ChangeDating
{
    public static void TodoChanged(Account account, int projectId) => Move(account, projectId, todo: true);

    public static void Changed(Account account, int projectId) => Move(account, projectId, todo: false);

    public static DateTimeOffset? Seen(Account account, Project project) =>
        account.Now >= project.NextSeenAt ? project.NextChangedOn : project.LastChangedOn;

    private static void Move(Account account, int projectId, bool todo)
    {
        if (account.Projects.Find(projectId) is not { } project) return;
        switch (account.Behaviour.ChangeDates)
        {
            case ChangeDates.Todos when !todo:
                return;
            case ChangeDates.Late:
                // Changes while one is still out of sight come into sight with it.
                if (project.NextSeenAt is null || account.Now >= project.NextSeenAt)
                    (project.LastChangedOn, project.NextSeenAt) = (Seen(account, project), account.Now + account.Behaviour.Lateness);
                project.NextChangedOn = account.Now;
                break;
            default:
                (project.LastChangedOn, project.NextChangedOn, project.NextSeenAt) = (account.Now, null, null);
                break;
        }

        account.Changed(account.Projects, project);
    }
}
