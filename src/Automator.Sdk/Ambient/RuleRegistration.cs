using System.Text.Json;
using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>Collects what the top level of a rule says: once when the rule is built, and again at the start of every run.</summary>
internal sealed class RuleRegistration
{
    private readonly List<HandlerDefinition> _handlers = [];
    private readonly List<Func<JsonElement?, Task>> _invocations = [];

    internal string? Description { get; set; }

    internal string? Owner { get; set; }

    internal RunLimits Limits { get; set; } = new();

    internal RetryPolicy Retry { get; set; } = new();

    internal bool StateAtEnd { get; set; }

    internal RuleScope Only { get; set; } = new();

    internal List<string> FormerNames { get; } = [];

    internal void Add(HandlerDefinition handler, Func<JsonElement?, Task> invoke)
    {
        var of = handler.AfterRule ?? handler.Webhook;
        var place = _handlers.Count(h => h.Trigger == handler.Trigger && (h.AfterRule ?? h.Webhook) == of) + 1;
        var trigger = handler.Trigger.ToName();
        var key = handler.Name ?? (of is null ? $"{trigger}-{place}" : $"{trigger}-{of}{(place > 1 ? $"-{place}" : "")}");
        if (_handlers.FirstOrDefault(h => h.Key == key) is { } other)
        {
            throw new InvalidOperationException(
                $"Two handlers are called '{key}' (lines {other.Line} and {handler.Line}). Give one of them another Name in its options.");
        }

        _handlers.Add(handler with { Key = key });
        _invocations.Add(invoke);
    }

    internal RuleDefinition ToDefinition() => new()
    {
        Description = Description,
        Owner = Owner,
        Limits = Limits,
        Retry = Retry,
        StateAtEnd = StateAtEnd,
        Only = Only,
        FormerNames = [.. FormerNames],
        Handlers = [.. _handlers],
    };

    /// <summary>The handler with a key, or null when the top level registered none by that key this time.</summary>
    internal Func<JsonElement?, Task>? Handler(string key)
    {
        var index = _handlers.FindIndex(h => h.Key == key);
        return index < 0 ? null : _invocations[index];
    }
}
