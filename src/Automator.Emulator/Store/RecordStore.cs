namespace Automator.Emulator.Store;

/// <summary>
/// Tables of records that change together. <see cref="Work{T}"/> is the only way in: it holds the lock, and what
/// was changed is in the file before it returns.
/// </summary>
internal abstract class RecordStore(RecordFile? file) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string Kind, int Id)> _changed = [];
    private readonly Dictionary<string, Table> _tables = [];
    private bool _afresh;

    public void Changed<T>(Table<T> table, T entity)
        where T : Entity => _changed.Add((table.Kind, entity.Id));

    public void Remove<T>(Table<T> table, T entity)
        where T : Entity
    {
        if (table.Remove(entity)) Changed(table, entity);
    }

    public T Add<T>(Table<T> table, T entity)
        where T : Entity
    {
        entity.Id = NextId();
        table.Add(entity);
        Changed(table, entity);
        return entity;
    }

    public virtual void Dispose()
    {
        file?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract int NextId();

    /// <summary>What was changed is in the file, or everything is as it was before.</summary>
    protected virtual void Ended(bool kept)
    {
    }

    /// <summary>Every table, once; what the file holds of them is read.</summary>
    protected void Hold(params IEnumerable<Table> tables)
    {
        foreach (var table in tables) _tables.Add(table.Kind, table);
        file?.Load(_tables);
    }

    protected IEnumerable<Table> Tables => _tables.Values;

    protected T Work<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            finally
            {
                Commit();
            }
        }
    }

    /// <summary>Everything goes, in the file with the same stroke as what is added before the work ends.</summary>
    protected void Clear()
    {
        foreach (var table in _tables.Values) table.Clear();
        _changed.Clear();
        _afresh = true;
    }

    /// <summary>All records as text, by kind and id.</summary>
    protected Dictionary<string, Dictionary<int, string>> Written() =>
        _tables.Values.ToDictionary(table => table.Kind, table => table.Ids.ToDictionary(id => id, id => table.Json(id)!));

    /// <summary>What there was goes, and what was written by <see cref="Written"/> takes its place.</summary>
    protected void ReadBack(IReadOnlyDictionary<string, Dictionary<int, string>> records)
    {
        Clear();
        foreach (var (kind, rows) in records)
        {
            foreach (var (id, json) in rows)
            {
                _tables[kind].Load(id, json);
                _changed.Add((kind, id));
            }
        }
    }

    private void Commit()
    {
        if (_changed.Count == 0 && !_afresh) return;
        var kept = false;
        try
        {
            file?.Save(_changed.Select(key => (key.Kind, key.Id, _tables[key.Kind].Json(key.Id))), _afresh);
            kept = true;
        }
        catch
        {
            foreach (var table in _tables.Values) table.Clear();
            file?.Load(_tables);
            throw;
        }
        finally
        {
            _changed.Clear();
            _afresh = false;
            Ended(kept);
        }
    }
}
