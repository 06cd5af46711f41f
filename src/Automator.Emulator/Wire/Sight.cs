using Automator.Emulator.Store;

namespace Automator.Emulator.Wire;

/// <summary>What one person may see. What is out of sight does not exist: 404, never 403.</summary>
internal sealed class Sight(Account account, Person caller)
{
    public bool Administrator => caller.Administrator;
    public bool Firm => caller.CompanyId == account.Facts.PrimaryCompanyId;

    /// <summary>Private records, and hours.</summary>
    public bool Privates => Firm || (account.Companies.Find(caller.CompanyId)?.CanSeePrivate ?? false);

    public bool Sees(Project project) => Administrator || project.PersonIds.Contains(caller.Id);
    public bool Sees(Post post) => (!post.Private || Privates) && Project(post.ProjectId) is not null;
    public bool Sees(TodoList list) => (!list.Private || Privates) && Project(list.ProjectId) is not null;

    public bool Sees(Attachment attachment) => (!Privacy.Of(account, attachment) || Privates) && Project(attachment.ProjectId) is not null;

    /// <summary>Hours are the firm's own business.</summary>
    public bool Sees(TimeEntry entry) => Privates && Project(entry.ProjectId) is not null;

    public bool Sees(Person person) =>
        Firm || person.CompanyId == caller.CompanyId || Projects().Any(project => project.PersonIds.Contains(person.Id));

    public bool Sees(Company company) => Firm || company.Id == caller.CompanyId || company.Id == account.Facts.PrimaryCompanyId || Meets(company);

    /// <summary>What people wrote is theirs, and the administrators'.</summary>
    public bool MayChange(Post post) => Administrator || post.AuthorId == caller.Id;
    public bool MayChange(Comment comment) => Administrator || comment.AuthorId == caller.Id;
    public bool MayChange(TimeEntry entry) => Administrator || entry.PersonId == caller.Id || entry.CreatorId == caller.Id;

    /// <summary>Everybody on the project plans and completes; what others planned, clients leave alone.</summary>
    public bool MayChange(CalendarEntry entry) => Administrator || Firm || entry.CreatorId == caller.Id;

    /// <summary>In a project that both are on.</summary>
    private bool Meets(Company company) => Projects().Any(project =>
        project.CompanyId == company.Id || project.PersonIds.Any(id => account.People.Find(id)?.CompanyId == company.Id));

    public IEnumerable<Project> Projects() => account.Projects.All.Where(Sees);
    public Project? Project(int id) => account.Projects.Find(id) is { } project && Sees(project) ? project : null;
    public Post? Post(int id) => account.Posts.Find(id) is { } post && Sees(post) ? post : null;
    public TodoList? List(int id) => account.Lists.Find(id) is { } list && Sees(list) ? list : null;
    public TodoItem? Item(int id) => account.Items.Find(id) is { } item && List(item.TodoListId) is not null ? item : null;
    public CalendarEntry? Entry(int id) => account.Calendar.Find(id) is { } entry && Project(entry.ProjectId) is not null ? entry : null;
    public TimeEntry? Hours(int id) => account.Hours.Find(id) is { } entry && Sees(entry) ? entry : null;
    public Attachment? Attachment(int id) => account.Attachments.Find(id) is { } attachment && Sees(attachment) ? attachment : null;
    public Category? Category(int id) => account.Categories.Find(id) is { } category && Project(category.ProjectId) is not null ? category : null;
}
