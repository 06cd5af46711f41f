using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>Lets one go on from a record that is still being read, as in <c>await Basecamp.Project("Templates").TodoList("Kickoff")</c>.</summary>
public static class Awaiting
{
    /// <summary>The one to-do list of exactly this name, once the project is there. Costs 1 request more.</summary>
    /// <param name="project">A project that is being read.</param>
    /// <param name="name">Upper and lower case count.</param>
    [Uses<FindTodoList>]
    public static async Task<TodoList> TodoList(this Task<Project> project, string name) => await (await project).TodoList(name);
}
