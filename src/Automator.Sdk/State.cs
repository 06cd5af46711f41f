using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// Values a rule keeps between runs, by name. They belong to the rule and survive restarts, edits and renamings
/// (<see cref="Rule.Was"/>). Costs no requests. Values are numbers, text, booleans, dates, and records, lists and
/// dictionaries (by text) of these; at most 64 KB each. In a dry run what is set is seen by that run alone.
/// </summary>
public static class State
{
    /// <summary>Reads a value; the default of its type where none was set.</summary>
    /// <param name="key">At most 200 characters.</param>
    public static async Task<T?> Get<T>(string key)
    {
        var value = await Ambient.Running(nameof(State)).Call(new ReadState { Key = Required.Key(key) });
        return value.Value is { } json ? ValueCodec.Read<T>(json) : default;
    }

    /// <summary>Keeps a value. Null clears it.</summary>
    /// <param name="key">At most 200 characters.</param>
    /// <param name="value">What to keep.</param>
    public static Task Set<T>(string key, T value) =>
        Ambient.Running(nameof(State)).Call(new WriteState { Key = Required.Key(key), Value = Required.Size(key, ValueCodec.Write(value)) });

    /// <summary>Forgets a value.</summary>
    /// <param name="key">At most 200 characters.</param>
    public static Task Clear(string key) => Set<string?>(key, null);

    /// <summary>The values kept for one record of the account, apart from those of all others.</summary>
    /// <param name="record">Any record with an id: a project, a list, an item, a person, a message.</param>
    public static RecordState For(IRecord record) => new(record);
}

/// <summary>The values a rule keeps for one record.</summary>
public sealed class RecordState
{
    private readonly string _prefix;

    internal RecordState(IRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _prefix = $"{record.GetType().Name}/{record.Id}/";
    }

    /// <summary>Reads a value; the default of its type where none was set.</summary>
    /// <param name="key">At most 200 characters, the record's own name among them.</param>
    public Task<T?> Get<T>(string key) => State.Get<T>(_prefix + Required.Key(key));

    /// <summary>Keeps a value. Null clears it.</summary>
    /// <param name="key">At most 200 characters, the record's own name among them.</param>
    /// <param name="value">What to keep.</param>
    public Task Set<T>(string key, T value) => State.Set(_prefix + Required.Key(key), value);

    /// <summary>Forgets a value.</summary>
    /// <param name="key">At most 200 characters, the record's own name among them.</param>
    public Task Clear(string key) => State.Clear(_prefix + Required.Key(key));
}
