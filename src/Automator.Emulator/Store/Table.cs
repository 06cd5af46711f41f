using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Automator.Emulator.Store;

/// <summary>All records of one kind as the file sees them.</summary>
internal abstract class Table(string kind)
{
    public string Kind => kind;
    public abstract int Count { get; }
    public abstract IEnumerable<int> Ids { get; }
    public abstract void Load(int id, string json);
    public abstract string? Json(int id);
    public abstract void Clear();
}

/// <summary>All records of one kind, by id and below their parent, oldest id first.</summary>
internal sealed class Table<T>(string kind, JsonTypeInfo<T> json, Func<T, int>? parentOf = null) : Table(kind)
    where T : Entity
{
    private static readonly List<T> None = [];
    private readonly SortedDictionary<int, T> _all = [];
    private readonly Dictionary<int, T> _byId = [];
    private readonly Dictionary<int, List<T>> _byParent = [];

    public override int Count => _byId.Count;
    public override IEnumerable<int> Ids => _all.Keys;
    public IReadOnlyCollection<T> All => _all.Values;

    public T? Find(int id) => _byId.GetValueOrDefault(id);
    public IReadOnlyList<T> Under(int parent) => _byParent.GetValueOrDefault(parent, None);

    public void Add(T entity)
    {
        _byId.Add(entity.Id, entity);
        _all.Add(entity.Id, entity);
        Attach(entity);
    }

    public bool Remove(T entity)
    {
        if (!_byId.Remove(entity.Id)) return false;
        _all.Remove(entity.Id);
        Detach(entity);
        return true;
    }

    public void Move(T entity, Action<T> change)
    {
        Detach(entity);
        change(entity);
        Attach(entity);
    }

    public override void Load(int id, string text)
    {
        var entity = JsonSerializer.Deserialize(text, json) ?? throw new JsonException("The record is null.");
        entity.Id = id;
        Add(entity);
    }

    public override string? Json(int id) => Find(id) is { } entity ? JsonSerializer.Serialize(entity, json) : null;

    public override void Clear()
    {
        _byId.Clear();
        _all.Clear();
        _byParent.Clear();
    }

    private void Attach(T entity)
    {
        if (parentOf is null) return;
        var parent = parentOf(entity);
        if (!_byParent.TryGetValue(parent, out var children)) _byParent[parent] = children = [];
        children.Add(entity);
    }

    private void Detach(T entity)
    {
        if (parentOf is null) return;
        var parent = parentOf(entity);
        if (!_byParent.TryGetValue(parent, out var children)) return;
        children.Remove(entity);
        if (children.Count == 0) _byParent.Remove(parent);
    }
}
