// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Says on every new list how it is meant.");

// Runs once for every to-do list that appears from now on.
On.TodoListCreated(async list =>
{
    if (list.Description.Length == 0)
        await list.Update(description: "Give every item a day and somebody who answers for it.");
});
