namespace Automator.Host.Configuration;

/// <summary>What stood under the keys of one object, as far as it was good.</summary>
internal sealed class Values
{
    private readonly Dictionary<Key, object?> _good = [];
    private readonly HashSet<Key> _written = [];

    /// <summary>Whether the key stands in the file, good or not.</summary>
    internal bool Has(Key key) => _written.Contains(key);

    internal void MarkWritten(Key key) => _written.Add(key);

    internal void Add<T>(Key<T> key, T value) => _good[key] = value;

    internal bool TryGet<T>(Key<T> key, out T value)
    {
        var found = _good.TryGetValue(key, out var boxed);
        value = found ? (T)boxed! : default!;
        return found;
    }

    /// <summary>For keys that have a default or are required.</summary>
    internal T Get<T>(Key<T> key) => (T)_good[key]!;

    internal T? Maybe<T>(Key<T> key)
        where T : class => TryGet(key, out var value) ? value : null;
}
