using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Host.Journal;
using Automator.Host.Runs;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>How far the runs of an account have been followed, and for whom.</summary>
internal sealed record ChainCursor
{
    /// <summary>Every run that ended by this revision of the journal has been considered.</summary>
    public long Revision { get; init; }

    public IReadOnlyList<ChainListener> Listeners { get; init; } = [];

    internal static ChainCursor Read(string? text) =>
        text is null ? new ChainCursor() : JsonSerializer.Deserialize(text, ChainCursorJson.Default.ChainCursor)!;

    internal string Write() => JsonSerializer.Serialize(this, ChainCursorJson.Default.ChainCursor);
}

/// <summary>A handler that runs after another rule's runs, also of a rule that is not built now.</summary>
/// <param name="Rule">Its rule.</param>
/// <param name="Handler">Its name.</param>
/// <param name="After">Whose runs.</param>
/// <param name="When">Which of them.</param>
/// <param name="Since">Runs that ended up to this revision of the journal are not its.</param>
internal sealed record ChainListener(string Rule, string Handler, string After, AfterRuns When, long Since)
{
    [JsonIgnore]
    internal HandlerKey Key => new(new RuleName(Rule), Handler);

    internal static ChainListener Of(LiveHandler handler) =>
        new(handler.Rule.Value, handler.Definition.Key, handler.Definition.AfterRule!, handler.Definition.AfterRuns, Since: 0);

    internal bool IsSame(ChainListener other) => this == other with { Since = Since };

    internal bool Hears(RunRecord run) => run.Revision > Since && run.Rule.Value == After && When switch
    {
        AfterRuns.Succeeded => run.Status == RunStatus.Succeeded,
        AfterRuns.Failed => run.Status != RunStatus.Succeeded,
        _ => true,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ChainCursor))]
internal sealed partial class ChainCursorJson : JsonSerializerContext;
