using System.Text.Json.Serialization;

namespace Automator.Host.Budget;

/// <summary>What was spent, as one process leaves it to the next: by clock, since timestamps end with the process.</summary>
internal sealed record BudgetCount
{
    public IReadOnlyList<TakenSlot> Reads { get; init; } = [];

    public IReadOnlyList<TakenSlot> Writes { get; init; } = [];

    public DateTimeOffset? PausedUntil { get; init; }
}

/// <param name="Name">Whose request it was.</param>
/// <param name="Until">When the slot is free again.</param>
internal sealed record TakenSlot(string Name, DateTimeOffset Until);

/// <summary>The content of the file: whose count it is, and the count, which is missing while a process works on it.</summary>
internal sealed record KeptCount
{
    public required string Account { get; init; }

    public BudgetCount? Count { get; init; }

    /// <summary>While a process works: what the account has asked for, which would else be lost in a crash.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(KeptCount))]
internal sealed partial class BudgetJson : JsonSerializerContext;
