Rule.Describe("Completes milestones once every to-do of every list that belongs to them is done.");
Rule.Limit(writes: 40);

On.Schedule("0 18 * * MON-FRI", async () =>
{
    foreach (var project in await Basecamp.Projects())
    {
        var lists = (await project.TodoLists()).Where(list => list.MilestoneId is not null).ToList();
        if (lists.Count == 0)
            continue;
        foreach (var milestone in await project.Milestones())
        {
            var own = lists.Where(list => list.MilestoneId == milestone.Id).ToList();
            if (milestone.IsCompleted || own.Count == 0 || !own.All(list => list.IsCompleted))
                continue;
            // First what says why: a run that is cut off between the two would never come back to it.
            await milestone.Comment($"Completed automatically: everything in {string.Join(" and ", own.Select(list => $"'{list.Name}'"))} is done.");
            await milestone.Complete();
        }
    }
});
