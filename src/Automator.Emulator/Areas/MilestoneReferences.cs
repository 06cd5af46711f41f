using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>To-do lists and messages name the milestone they belong to.</summary>
internal static class MilestoneReferences
{
    /// <summary>What is wrong with the milestone a body names; 0 names none.</summary>
    public static string? Fault(Account account, Fields fields, int projectId) =>
        fields.Filled("milestone-id") is null or "0"
        || (account.Calendar.Find(fields.Integer("milestone-id") ?? 0) is { } entry && entry.IsMilestone() && entry.ProjectId == projectId)
            ? null
            : "Milestone does not exist";

    /// <summary>What is no milestone any more is no longer named.</summary>
    public static void Drop(Account account, CalendarEntry entry)
    {
        foreach (var list in account.Lists.Under(entry.ProjectId).Where(list => list.MilestoneId == entry.Id))
        {
            list.MilestoneId = null;
            account.Changed(account.Lists, list);
        }

        foreach (var post in account.Posts.Under(entry.ProjectId).Where(post => post.MilestoneId == entry.Id))
        {
            post.MilestoneId = 0;
            account.Changed(account.Posts, post);
        }
    }
}
