// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Keeps a line in the log for every name a project had.");

// Runs each time a project has another name.
On.ProjectRenamed(async project =>
{
    var state = State.For(project);
    var before = await state.Get<string>("name");
    await state.Set("name", project.Name);
    Log.Info(before is null ? $"Project {project.Id} is now called '{project.Name}'." : $"'{before}' is now called '{project.Name}'.");
});
