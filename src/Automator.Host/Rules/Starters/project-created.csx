// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Gives every new project a list of first steps.");

// Runs once for every project that appears from now on.
On.ProjectCreated(async project =>
{
    var list = await project.CreateTodoList("First steps");
    await list.CreateItem("Say hello to everybody on the project", dueOn: Clock.NextWorkday());
    await list.CreateItem("Write down what we want to have reached in a month");

    Log.Info($"'{project.Name}' has its first steps.");
});
