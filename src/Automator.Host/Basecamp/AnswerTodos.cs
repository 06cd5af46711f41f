using Automator.Sdk;

namespace Automator.Host.Basecamp;

/// <summary>A list, with its items where the answer has them.</summary>
internal sealed record TodoListAnswer(TodoList List, TodoItem[]? Items);

/// <summary>To-do lists and items from their elements; else like <see cref="AnswerRecords"/>.</summary>
internal static class AnswerTodos
{
    internal static TodoListAnswer List(AnswerXml xml)
    {
        long? id = null, project = null, milestone = null;
        string name = "", description = "";
        int? position = null, open = null, completed = null;
        bool? isCompleted = null, isPrivate = null, isTracked = null;
        TodoItem[]? items = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "project-id": project = xml.Integer(); break;
                case "name": name = xml.Text(); break;
                case "description": description = xml.Text(); break;
                case "milestone-id": milestone = xml.Integer(); break;
                case "position": position = xml.Count(); break;
                case "completed" or "complete": isCompleted = xml.Boolean() ?? isCompleted; break;
                case "private": isPrivate = xml.Boolean(); break;
                case "tracked": isTracked = xml.Boolean(); break;
                case "uncompleted-count": open = xml.Count(); break;
                case "completed-count": completed = xml.Count(); break;
                case "todo-items": items = AnswerRecords.List(xml, "todo-item", Item); break;
            }
        }

        var list = new TodoList
        {
            Id = AnswerRecords.Required(xml, "todo-list", id),
            ProjectId = project ?? 0,
            Name = name,
            Description = description,
            MilestoneId = AnswerRecords.Reference(milestone),
            Position = position ?? 0,
            IsCompleted = isCompleted ?? false,
            IsPrivate = isPrivate ?? false,
            IsTracked = isTracked ?? false,
            OpenCount = open,
            CompletedCount = completed,
        };
        return new TodoListAnswer(list, items is null ? null : InList(items, list.Id));
    }

    internal static TodoItem Item(AnswerXml xml)
    {
        long? id = null, list = null, creator = null, completer = null, party = null;
        string content = "", creatorName = "", completerName = "", partyName = "", partyType = "";
        int? position = null, comments = null;
        bool? isCompleted = null;
        DateOnly? due = null;
        DateTimeOffset? created = null, createdOn = null, updated = null, commented = null, completedAt = null, completedOn = null;
        foreach (var field in xml.Children())
        {
            switch (field)
            {
                case "id": id = xml.Integer(); break;
                case "todo-list-id": list = xml.Integer(); break;
                case "content": content = xml.Text(); break;
                case "position": position = xml.Count(); break;
                case "completed": isCompleted = xml.Boolean(); break;
                case "due-at": due = xml.Day(); break;
                case "created-at": created = xml.Instant(); break;
                case "created-on": createdOn = xml.Instant(); break;
                case "creator-id": creator = xml.Integer(); break;
                case "creator-name": creatorName = xml.Text(); break;
                case "updated-at": updated = xml.Instant(); break;
                case "commented-at": commented = xml.Instant(); break;
                case "comments-count": comments = xml.Count(); break;
                case "completed-at": completedAt = xml.Instant(); break;
                case "completed-on": completedOn = xml.Instant(); break;
                case "completer-id": completer = xml.Integer(); break;
                case "completer-name": completerName = xml.Text(); break;
                case "responsible-party-id": party = xml.Integer(); break;
                case "responsible-party-type": partyType = xml.Text(); break;
                case "responsible-party-name": partyName = xml.Text(); break;
            }
        }

        return new TodoItem
        {
            Id = AnswerRecords.Required(xml, "todo-item", id),
            TodoListId = list ?? 0,
            Content = content,
            Position = position ?? 0,
            IsCompleted = isCompleted ?? false,
            DueOn = due,
            Responsible = AnswerRecords.Party(party, partyType, partyName),
            CreatedAt = created ?? createdOn ?? throw xml.Unreadable("a <todo-item> without <created-at> and <created-on>"),
            CreatorId = AnswerRecords.Reference(creator),
            CreatorName = creatorName,
            UpdatedAt = updated,
            CommentedAt = commented,
            CommentsCount = comments ?? 0,
            CompletedAt = completedAt ?? completedOn,
            CompleterId = AnswerRecords.Reference(completer),
            CompleterName = completerName,
        };
    }

    private static TodoItem[] InList(TodoItem[] items, long list) =>
        Array.Exists(items, item => item.TodoListId == 0) ? [.. items.Select(item => item with { TodoListId = list })] : items;
}
