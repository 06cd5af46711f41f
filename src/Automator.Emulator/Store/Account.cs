namespace Automator.Emulator.Store;

/// <summary>
/// One account's records. <see cref="Work{T}"/> is the only way in: it holds the lock, and what was changed is in the
/// file before it returns.
/// </summary>
internal sealed class Account : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string Kind, int Id)> _changed = [];
    private readonly AccountFile? _file;
    private bool _afresh;
    private readonly Table<AccountFacts> _facts = new("account", StoreJson.Default.AccountFacts);
    private readonly Dictionary<string, Table> _tables;

    public Account(TimeProvider time, AccountFile? file = null)
    {
        Time = time;
        _file = file;
        _tables = new Table[]
        {
            _facts, Companies, People, Projects, Categories, Posts, Comments, Mails, Lists, Items, Templates,
        }.ToDictionary(table => table.Kind);
        file?.Load(_tables);
        Zone = new AccountZone(() => Companies.Find(Facts.PrimaryCompanyId)?.TimeZoneId ?? "UTC");
    }

    public TimeProvider Time { get; }
    public DateTimeOffset Now => Time.GetUtcNow();
    public AccountZone Zone { get; }
    public bool IsEmpty => _facts.Count == 0;
    public AccountFacts Facts => _facts.Find(1)!;
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
        lock (_gate)
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
        Changed(_facts, Facts);
        Changed(table, entity);
        return entity;
    }

    public void Changed<T>(Table<T> table, T entity)
        where T : Entity => _changed.Add((table.Kind, entity.Id));

    public void FactsChanged() => Changed(_facts, Facts);

    public void Remove<T>(Table<T> table, T entity)
        where T : Entity
    {
        if (table.Remove(entity)) Changed(table, entity);
    }

    /// <summary>Everything goes, and the account begins again as another incarnation.</summary>
    public void Begin(string seed)
    {
        foreach (var table in _tables.Values) table.Clear();
        _changed.Clear();
        _afresh = true;
        _facts.Add(new AccountFacts { Id = 1, LastId = 1000, Incarnation = Guid.NewGuid(), Seed = seed, UpdatedAt = Now });
        FactsChanged();
    }

    public IReadOnlyDictionary<string, int> Counts() =>
        _tables.Values.Where(table => table != _facts).ToDictionary(table => table.Kind, table => table.Count);

    public void Dispose() => _file?.Dispose();

    private void Commit()
    {
        if (_changed.Count == 0) return;
        try
        {
            _file?.Save(_changed.Select(key => (key.Kind, key.Id, _tables[key.Kind].Json(key.Id))), _afresh);
        }
        catch
        {
            foreach (var table in _tables.Values) table.Clear();
            _file?.Load(_tables);
            throw;
        }
        finally
        {
            _changed.Clear();
            _afresh = false;
        }
    }
}
