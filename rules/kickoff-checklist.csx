Rule.Describe("Gives every new project the 'Kickoff' list of the project 'Templates'.");

On.ProjectCreated(async project =>
{
    var templates = await Basecamp.Project("Templates");
    var kickoff = await templates.TodoList("Kickoff");
    await kickoff.CopyTo(project, new() { IfExists = IfExists.Skip });
});
