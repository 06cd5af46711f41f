namespace Automator.Emulator.Store;

/// <summary>One account's records.</summary>
internal sealed class Account : RecordStore
{
    private readonly Table<AccountFacts> _facts = new("account", StoreJson.Default.AccountFacts);
    private readonly Dictionary<string, Snapshot> _snapshots = [];
    private readonly List<string> _dropped = [];

    public Account(TimeProvider time, RecordFile? file = null, Files? files = null)
        : base(file)
    {
        Time = time;
        Files = files ?? new Files(null);
        Zone = new AccountZone(() => Companies.Find(Facts.PrimaryCompanyId)?.TimeZoneId ?? "UTC");
        Hold(_facts, Companies, People, Projects, Categories, Posts, Comments, Mails, Lists, Items, Templates, Calendar, Hours, Uploads, Attachments);
        Files.KeepOnly(FileNames().ToHashSet());
    }

    public TimeProvider Time { get; }
    public DateTimeOffset Now => Time.GetUtcNow();
    public AccountZone Zone { get; }
    public DateOnly Today => Zone.DayOf(Now);
    public Files Files { get; }
    public bool IsEmpty => _facts.Count == 0;
    public AccountFacts Facts => _facts.Find(1)!;

    /// <summary>What nobody documents, and what the emulator can therefore do in more than one way.</summary>
    public AccountBehaviour Behaviour { get; set; } = new();

    /// <summary>The account's own id among those of the emulator. As the next, a matter of how the emulator was started.</summary>
    public int Number { get; set; } = 1;

    /// <summary>Whether it answers over https.</summary>
    public bool SslEnabled { get; set; }
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
    public Table<CalendarEntry> Calendar { get; } = new("calendar-entry", StoreJson.Default.CalendarEntry, entry => entry.ProjectId);
    public Table<TimeEntry> Hours { get; } = new("time-entry", StoreJson.Default.TimeEntry, entry => entry.ProjectId);
    public Table<Upload> Uploads { get; } = new("upload", StoreJson.Default.Upload);
    public Table<Attachment> Attachments { get; } = new("attachment", StoreJson.Default.Attachment, attachment => attachment.ProjectId);

    public TodoList ListOf(TodoItem item) => Lists.Find(item.TodoListId)!;

    public string NameOf(int personId) => People.Find(personId)?.Name() ?? "";

    public T Work<T>(Func<Account, T> work) => Work(() => work(this));

    public void Work(Action<Account> work) => Work(() =>
    {
        work(this);
        return true;
    });

    public void FactsChanged() => Changed(_facts, Facts);

    /// <summary>Everything goes, and the account begins again as another incarnation.</summary>
    public void Begin(string seed)
    {
        _dropped.AddRange(FileNames());
        Clear();
        _facts.Add(new AccountFacts { Id = 1, LastId = 1000, Incarnation = Guid.NewGuid(), Seed = seed, CreatedAt = Now, UpdatedAt = Now });
        FactsChanged();
    }

    public IReadOnlyDictionary<string, int> Counts() =>
        Tables.Where(table => table != _facts).ToDictionary(table => table.Kind, table => table.Count);

    public IReadOnlyCollection<Snapshot> Snapshots => _snapshots.Values;

    public Snapshot TakeSnapshot(string name) => _snapshots[name] = new Snapshot(name, Now, Written());

    public bool DropSnapshot(string name) => _snapshots.Remove(name);

    /// <summary>
    /// The account as it was then, as another incarnation: numbers given since will be given again, so nobody may take
    /// what they knew of the records for what is there now.
    /// </summary>
    public bool Restore(string name)
    {
        if (!_snapshots.TryGetValue(name, out var snapshot)) return false;
        ReadBack(snapshot.Records);
        Facts.Incarnation = Guid.NewGuid();
        FactsChanged();
        return true;
    }

    /// <summary>The bytes go when the record that named them is gone for good, and no snapshot may want them back.</summary>
    public void DropFile(string name) => _dropped.Add(name);

    public override void Dispose()
    {
        base.Dispose();
        Files.Dispose();
    }

    protected override int NextId()
    {
        FactsChanged();
        return ++Facts.LastId;
    }

    protected override void Ended(bool kept)
    {
        if (kept && _snapshots.Count == 0) _dropped.ForEach(Files.Drop);
        _dropped.Clear();
    }

    private IEnumerable<string> FileNames() =>
        Uploads.All.Select(upload => upload.File).Concat(Attachments.All.Select(attachment => attachment.File));
}

/// <summary>All records of one moment.</summary>
internal sealed record Snapshot(string Name, DateTimeOffset TakenAt, IReadOnlyDictionary<string, Dictionary<int, string>> Records);
