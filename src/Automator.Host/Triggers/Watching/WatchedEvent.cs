using System.Text.Json;
using Automator.Host.Journal;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>Something that a poll has found to have happened.</summary>
internal sealed record WatchedEvent
{
    private string? _payload;

    public required Trigger Trigger { get; init; }

    /// <summary>Which, among all of its trigger: part of the due's key, so the same when it is found again.</summary>
    public required string What { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What the handler receives.</summary>
    public required IRecord Record { get; init; }

    public required Project Project { get; init; }

    /// <summary>The name of the to-do list it is or is in.</summary>
    public string? List { get; init; }

    /// <summary>The name of who did it, where the account tells.</summary>
    public string? By { get; init; }

    /// <summary>The name of who answers for the record.</summary>
    public string? Responsible { get; init; }

    /// <summary>Of an event of a day: how many days before it.</summary>
    public int? Days { get; init; }

    /// <summary>Which run of ours did it; null for nobody's of ours.</summary>
    public DoneBy? Cause { get; init; }

    /// <summary>Why nobody is to hear of it after all, in words.</summary>
    public string? TooLate { get; init; }

    internal string Payload => _payload ??= JsonSerializer.Serialize(Record, Record.GetType(), ProtocolJson.Default);

    /// <summary>Why a handler does not hear of it, in words; null when it does.</summary>
    internal string? Outside(EventFilter? filter)
    {
        if (filter is null)
            return null;
        return Outside(filter.Projects, Project.Name, "the project", nameof(filter.Projects))
            ?? Outside(filter.Companies, Project.CompanyName, "the company", nameof(filter.Companies))
            ?? Outside(filter.Lists, List, "the list", nameof(filter.Lists))
            ?? Outside(filter.By, By, "who did it", nameof(filter.By))
            ?? Outside(filter.Responsible, Responsible, "who answers for it", nameof(filter.Responsible));
    }

    private static string? Outside(IReadOnlyList<string> names, string? name, string what, string option) =>
        names.Count == 0 || name is not null && names.Contains(name)
            ? null
            : $"It is outside the handler's {option}: {what} is {(string.IsNullOrEmpty(name) ? "nobody" : $"'{name}'")}.";
}
