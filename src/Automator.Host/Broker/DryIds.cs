using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>Finds ids that only a dry run knows: they are negative.</summary>
internal static class DryIds
{
    internal static long? In(Operation query)
    {
        long? id = query switch
        {
            ListPeople people => people.ProjectId ?? people.CompanyId,
            ReadProject project => project.Id,
            ListTodoLists lists => lists.ProjectId,
            FindTodoList list => list.ProjectId,
            ReadTodoList list => list.Id,
            ListTodoItems items => items.TodoListId,
            ReadTodoItem item => item.Id,
            ListMessages messages => messages.ProjectId,
            ReadMessage message => message.Id,
            ListComments comments => comments.On.Id,
            ReadComment comment => comment.Id,
            ListCompanies companies => companies.ProjectId,
            _ => null,
        };
        return id < 0 ? id : null;
    }
}
