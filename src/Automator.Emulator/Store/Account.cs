namespace Automator.Emulator.Store;

/// <summary>
/// One account's records. <see cref="Work{T}"/> is the only way in: it holds the lock, and what was changed is in the
/// file before it returns.
/// </summary>
internal sealed class Account : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<(string Kind, int Id)> changed = [];
    private readonly AccountFile? file;
    private bool afresh;
    private readonly Table<AccountFacts> facts = new("account", StoreJson.Default.AccountFacts);
    private readonly Dictionary<string, Table> tables;

    public Account(TimeProvider time, AccountFile? file = null)
    {
        Time = time;
        this.file = file;
        tables = new Table[]
        {
            facts, Companies, People, Projects, Categories, Posts, Comments, Mails, Lists, Items, Templates,
        }.ToDictionary(table => table.Kind);
        file?.Load(tables);
        Zone = new AccountZone(() => Companies.Find(Facts.PrimaryCompanyId)?.TimeZoneId ?? "UTC");
    }

    public TimeProvider Time { get; }
    public DateTimeOffset Now => Time.GetUtcNow();
    public AccountZone Zone { get; }
    public bool IsEmpty => facts.Count == 0;
    public AccountFacts Facts => facts.Find(1)!;
    public Table<Company> Companies { get; } = new("company", StoreJson.Default.Company);
    public Table<Person> People { get; } = new("person", StoreJson.Default.Person, person => person.CompanyId);
    public Table<Project> Projects { get; } = new("project", StoreJson.Default.Project);
    public Table<Category> Categories { get; } = new("category", StoreJson.Default.Category, category => category.ProjectId);
    public Table<Post> Posts { get; } = new("post", StoreJson.Default.Post, post => post.ProjectId);
    public Table<Comment> Comments { get; } = new("comment", StoreJson.Default.Comment, comment => comment.CommentableId);
    public Table<Mail> Mails { get; } = new("mail", StoreJson.Default.Mail);
    public Table<TodoList> Lists { get; } = new("todo-list", StoreJson.Default.TodoList, list => list.ProjectId);
    public Table<TodoItem> Items { get; } = new("todo-item", StoreJson.Default.TodoItem, item => item.TodoListId);
    public Table<TodoListTemplate> Templates { get; } = new("todo-list-template", StoreJson.Default.TodoListTemplate);

    public string NameOf(int personId) => People.Find(personId)?.Name() ?? "";

    public T Work<T>(Func<Account, T> work)
    {
        lock (gate)
        {
            try
            {
                return work(this);
            }
            finally
            {
                Commit();
            }
        }
    }

    public void Work(Action<Account> work) => Work(account =>
    {
        work(account);
        return true;
    });

    public T Add<T>(Table<T> table, T entity)
        where T : Entity
    {
        entity.Id = ++Facts.LastId;
        table.Add(entity);
        Changed(facts, Facts);
        Changed(table, entity);
        return entity;
    }

    public void Changed<T>(Table<T> table, T entity)
        where T : Entity => changed.Add((table.Kind, entity.Id));

    public void FactsChanged() => Changed(facts, Facts);

    public void Remove<T>(Table<T> table, T entity)
        where T : Entity
    {
        if (table.Remove(entity)) Changed(table, entity);
    }

    /// <summary>Everything goes, and the account begins again as another incarnation.</summary>
    public void Begin(string seed)
    {
        foreach (var table in tables.Values) table.Clear();
        changed.Clear();
        afresh = true;
        facts.Add(new AccountFacts { Id = 1, LastId = 1000, Incarnation = Guid.NewGuid(), Seed = seed, UpdatedAt = Now });
        FactsChanged();
    }

    public IReadOnlyDictionary<string, int> Counts() =>
        tables.Values.Where(table => table != facts).ToDictionary(table => table.Kind, table => table.Count);

    public void Dispose() => file?.Dispose();

    private void Commit()
    {
        if (changed.Count == 0) return;
        try
        {
            file?.Save(changed.Select(key => (key.Kind, key.Id, tables[key.Kind].Json(key.Id))), afresh);
        }
        catch
        {
            foreach (var table in tables.Values) table.Clear();
            file?.Load(tables);
            throw;
        }
        finally
        {
            changed.Clear();
            afresh = false;
        }
    }
}
