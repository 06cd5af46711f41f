using System.Security.Cryptography;
using System.Text;
using Automator.Emulator.Areas;
using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Makes records with the dates they should have had. For seeds, and for tests in process.</summary>
internal sealed class Seedbed(Account account, IReadOnlyDictionary<string, string>? tokens = null)
{
    public Account Account => account;
    public DateTimeOffset Now { get; } = account.Now;

    public Company Company(string name, string zone = "UTC", Action<Company>? more = null)
    {
        var company = new Company { Name = name, TimeZoneId = zone };
        more?.Invoke(company);
        account.Add(account.Companies, company);
        if (account.Facts.PrimaryCompanyId != 0) return company;
        account.Facts.PrimaryCompanyId = company.Id;
        (company.CanSeePrivate, company.UrlName) = (true, name.ToLowerInvariant().Replace(' ', '-'));
        account.FactsChanged();
        return company;
    }

    public Person Person(Company company, string first, string last, Action<Person>? more = null)
    {
        var userName = $"{first}.{last}".ToLowerInvariant();
        var person = new Person
        {
            CompanyId = company.Id,
            FirstName = first,
            LastName = last,
            UserName = userName,
            Password = "password",
            EmailAddress = $"{userName}@example.com",
            TimeZoneName = company.TimeZoneId,
            Uuid = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(userName)).AsSpan(0, 16)),
            CreatedAt = Now.AddYears(-3),
            UpdatedAt = Now.AddYears(-1),
        };
        more?.Invoke(person);
        if (person.Token.Length == 0) person.Token = tokens?.GetValueOrDefault(person.UserName) ?? RandomNumberGenerator.GetHexString(40, lowercase: true);
        account.Add(account.People, person);
        if (account.Facts.AccountHolderId != 0 || !person.Administrator) return person;
        account.Facts.AccountHolderId = person.Id;
        account.FactsChanged();
        return person;
    }

    public Project Project(string name, Company company, DateTimeOffset createdOn, IEnumerable<Person> people, string status = "active")
    {
        var project = account.Add(account.Projects, new Project
        {
            Name = name,
            CompanyId = company.Id,
            CreatedOn = createdOn,
            Status = status,
            PersonIds = [.. people.Select(person => person.Id)],
        });
        CategoriesArea.AddDefaults(account, project);
        return project;
    }

    public TodoList List(Project project, string name, string description = "", bool isPrivate = false) => account.Add(account.Lists, new TodoList
    {
        ProjectId = project.Id,
        Name = name,
        Description = description,
        Private = isPrivate,
        Position = Places.Last(account.Lists.Under(project.Id).Select(list => list.Position)),
    });

    public TodoItem Item(TodoList list, string content, Person creator, DateTimeOffset createdAt, Action<TodoItem>? more = null)
    {
        var item = new TodoItem
        {
            TodoListId = list.Id,
            Content = content,
            CreatorId = creator.Id,
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
            Position = Places.Last(account.Items.Under(list.Id).Select(other => other.Position)),
        };
        more?.Invoke(item);
        account.Add(account.Items, item);
        Happened(list.ProjectId, item.UpdatedAt);
        return item;
    }

    public Post Post(Project project, string title, string body, Person author, DateTimeOffset postedOn, Action<Post>? more = null)
    {
        var post = new Post { ProjectId = project.Id, Title = title, Body = body, AuthorId = author.Id, PostedOn = postedOn };
        more?.Invoke(post);
        Happened(project.Id, postedOn);
        return account.Add(account.Posts, post);
    }

    public CalendarEntry Milestone(Project project, string title, DateOnly deadline, Person creator, DateTimeOffset createdOn, Action<CalendarEntry>? more = null) =>
        Entry(CalendarEntry.Milestone, project, title, deadline, creator, createdOn, more);

    public CalendarEntry Event(Project project, string title, DateOnly deadline, Person creator, DateTimeOffset createdOn, Action<CalendarEntry>? more = null) =>
        Entry(CalendarEntry.CalendarEvent, project, title, deadline, creator, createdOn, more);

    public TimeEntry Hours(Project project, Person person, DateOnly date, decimal hours, string description, TodoItem? item = null) => account.Add(account.Hours, new TimeEntry
    {
        ProjectId = project.Id,
        PersonId = person.Id,
        CreatorId = person.Id,
        Date = date,
        Hours = hours,
        Description = description,
        TodoItemId = item?.Id,
    });

    /// <summary>A file that stands alone among the project's files, unless <paramref name="more"/> gives it an owner.</summary>
    public Attachment File(Project project, string name, ReadOnlySpan<byte> bytes, Person person, DateTimeOffset createdOn, Action<Attachment>? more = null)
    {
        var attachment = new Attachment
        {
            ProjectId = project.Id,
            Name = name,
            OriginalFilename = name,
            File = account.Files.Keep(bytes),
            ByteSize = bytes.Length,
            PersonId = person.Id,
            CreatedOn = createdOn,
        };
        more?.Invoke(attachment);
        account.Add(account.Attachments, attachment);
        if (attachment.Collection == 0) attachment.Collection = attachment.Id;
        Happened(project.Id, createdOn);
        return attachment;
    }

    public Comment Comment(CalendarEntry entry, string body, Person author, DateTimeOffset createdAt) =>
        Comment(entry.Type, entry.Id, entry.ProjectId, body, author, createdAt);

    public Comment Comment(Post post, string body, Person author, DateTimeOffset createdAt) =>
        Comment("Post", post.Id, post.ProjectId, body, author, createdAt);

    public Comment Comment(TodoItem item, string body, Person author, DateTimeOffset createdAt) =>
        Comment("TodoItem", item.Id, account.ListOf(item).ProjectId, body, author, createdAt);

    public Comment Comment(string type, int id, int projectId, string body, Person author, DateTimeOffset createdAt)
    {
        Happened(projectId, createdAt);
        return account.Add(account.Comments, new Comment { CommentableType = type, CommentableId = id, Body = body, AuthorId = author.Id, CreatedAt = createdAt });
    }

    public TodoListTemplate Template(string name, string description, params IEnumerable<TemplateItem> items) =>
        account.Add(account.Templates, new TodoListTemplate { Name = name, Description = description, Items = [.. items] });

    private CalendarEntry Entry(
        string type, Project project, string title, DateOnly deadline, Person creator, DateTimeOffset createdOn, Action<CalendarEntry>? more)
    {
        var entry = new CalendarEntry
        {
            Type = type,
            ProjectId = project.Id,
            Title = title,
            StartAt = deadline,
            Deadline = deadline,
            CreatorId = creator.Id,
            CreatedOn = createdOn,
        };
        more?.Invoke(entry);
        account.Add(account.Calendar, entry);
        Happened(project.Id, entry.CompletedOn ?? createdOn);
        return entry;
    }

    private void Happened(int projectId, DateTimeOffset at)
    {
        var project = account.Projects.Find(projectId)!;
        if (project.LastChangedOn >= at) return;
        project.LastChangedOn = at;
        account.Changed(account.Projects, project);
    }
}
