using Automator.Host.Rules;
using Automator.Host.Runs;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers;

/// <summary>
/// What listens now. The first one a trigger is told must be of the whole folder: a handler that is missing from it counts
/// as removed, and starts afresh should it come back.
/// </summary>
internal sealed record LiveRules
{
    public IReadOnlyList<LiveHandler> Handlers { get; init; } = [];

    /// <summary>Rules that are there but never built in this life of the host: nothing is known of their handlers, so nothing of theirs is forgotten.</summary>
    public IReadOnlySet<RuleName> Unbuilt { get; init; } = new HashSet<RuleName>();

    /// <param name="catalog">The rules.</param>
    /// <param name="awaited">Those that are there, and of which nothing is known yet.</param>
    internal static LiveRules Of(IEnumerable<CatalogEntry> catalog, IEnumerable<RuleName> awaited)
    {
        var entries = catalog.ToList();
        return new LiveRules
        {
            Handlers = [.. entries.SelectMany(entry => (entry.Live?.Manifest.Rule.Handlers ?? []).Select(handler => new LiveHandler(entry.Name, handler)))],
            Unbuilt = entries.Where(entry => entry.Live is null).Select(entry => entry.Name).Concat(awaited).ToHashSet(),
        };
    }

    internal IEnumerable<LiveHandler> Of(Trigger trigger) => Handlers.Where(live => live.Definition.Trigger == trigger);
}

internal sealed record LiveHandler(RuleName Rule, HandlerDefinition Definition)
{
    internal HandlerKey Key => new(Rule, Definition.Key);
}
