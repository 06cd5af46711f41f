Rule.Describe("Gives every new project the 'Kickoff' list of the project 'Templates'.");

On.ProjectCreated(async project =>
{
    var kickoff = await Basecamp.Project("Templates").TodoList("Kickoff");
    await kickoff.CopyTo(project, new() { IfExists = IfExists.Skip });
});
