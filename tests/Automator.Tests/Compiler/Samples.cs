namespace Automator.Tests.Compiler;

/// <summary>The two rules the design is explained by.</summary>
internal static class Samples
{
    internal const string CloseStaleTodos =
        """
        Rule.Describe("Completes to-dos that nobody has touched for 30 days, and says so.");
        Rule.Limit(writes: 400, time: TimeSpan.FromMinutes(10));

        On.Schedule("0 3 * * MON-FRI", async () =>
        {
            await foreach (var todo in Basecamp.TodoItems(open: true, untouchedFor: TimeSpan.FromDays(30)))
            {
                await todo.Complete();
                await todo.Comment("Closed automatically: no activity for 30 days.");
            }
        }, new() { Zone = "Europe/Berlin", Misfire = Misfire.Once });
        """;

    internal const string KickoffChecklist =
        """
        #load "_automator.csx"
        Rule.Describe("Gives every new project the 'Kickoff' list of the project 'Templates'.");

        On.ProjectCreated(async project =>
        {
            var templates = await Basecamp.Project("Templates");
            var kickoff = await templates.TodoList("Kickoff");
            await kickoff.CopyTo(project, new() { IfExists = IfExists.Skip });
        });
        """;
}
