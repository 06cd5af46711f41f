using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Host.Runs;

namespace Automator.Host.Triggers;

/// <summary>How far the watch of one kind of event has come.</summary>
internal sealed record WatchCursor
{
    /// <summary>When the first look at the account was complete; null until then, and nothing fires.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last project that a sweep read.</summary>
    public long Swept { get; init; }

    /// <summary>Who listens, and since when.</summary>
    public IReadOnlyList<WatchListener> Listeners { get; init; } = [];

    internal static WatchCursor Read(string? text) =>
        text is null ? new WatchCursor() : JsonSerializer.Deserialize(text, WatchCursorJson.Default.WatchCursor)!;

    internal string Write() => JsonSerializer.Serialize(this, WatchCursorJson.Default.WatchCursor);
}

/// <param name="Rule">Its rule.</param>
/// <param name="Handler">Its name.</param>
/// <param name="Since">When it went live.</param>
/// <param name="Own">Whether it hears of what its own rule has done; as it was last live.</param>
internal sealed record WatchListener(string Rule, string Handler, DateTimeOffset Since, bool Own = false)
{
    [JsonIgnore]
    internal HandlerKey Key => new(new RuleName(Rule), Handler);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WatchCursor))]
internal sealed partial class WatchCursorJson : JsonSerializerContext;
