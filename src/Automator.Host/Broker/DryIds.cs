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
            ListMessageHeadings headings => headings.ProjectId,
            ListCategories categories => categories.ProjectId,
            FindCategory category => category.ProjectId,
            ReadCategory category => category.Id,
            ListAttachments attachments => attachments.MessageId ?? attachments.CommentId,
            ListFiles files => files.ProjectId,
            ListCalendarEntries entries => entries.ProjectId,
            ReadCalendarEntry entry => Math.Min(entry.ProjectId, entry.Id),
            ListTimeEntries entries => entries.ProjectId ?? entries.TodoItemId,
            ReadTimeEntry entry => entry.Id,
            ReportTimeEntries report => new[] { report.ProjectId, report.TodoItemId, report.PersonId, report.CompanyId }.Min(),
            ListAssignedTodoItems items => items.ProjectId,
            _ => null,
        };
        return id < 0 ? id : null;
    }
}
