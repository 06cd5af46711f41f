using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>Who listens to one kind of event.</summary>
internal sealed record WatchCursor
{
    public IReadOnlyList<WatchListener> Listeners { get; init; } = [];

    internal static WatchCursor Read(string? text) =>
        text is null ? new WatchCursor() : JsonSerializer.Deserialize(text, WatchCursorJson.Default.WatchCursor)!;

    internal string Write() => JsonSerializer.Serialize(this, WatchCursorJson.Default.WatchCursor);
}

/// <summary>A handler of an event; what it asks for is kept as it was last live.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Handler">Its name.</param>
/// <param name="Since">When it went live.</param>
internal sealed record WatchListener(string Rule, string Handler, DateTimeOffset Since)
{
    /// <summary>Whether it hears of what its own rule has done.</summary>
    public bool Own { get; init; }

    /// <summary>Of an event of a day: how many days before it.</summary>
    public int? Days { get; init; }

    public EventFilter? Filter { get; init; }

    [JsonIgnore]
    internal HandlerKey Key => new(new RuleName(Rule), Handler);

    internal static WatchListener Of(LiveHandler live, DateTimeOffset since) => new WatchListener(live.Rule.Value, live.Definition.Key, since).As(live);

    internal WatchListener As(LiveHandler live) =>
        this with { Own = live.Definition.Own, Days = live.Definition.Days, Filter = live.Definition.Filter };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(WatchCursor))]
internal sealed partial class WatchCursorJson : JsonSerializerContext;
