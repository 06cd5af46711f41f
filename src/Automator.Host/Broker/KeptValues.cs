using Automator.Sdk;

namespace Automator.Host.Broker;

/// <summary>Values in the form in which what was sent and what the account made of it are equal.</summary>
internal static class KeptValues
{
    /// <summary>Blanks at its ends and the kind of its line breaks are the account's choice.</summary>
    internal static string? Text(string? text) => text?.Trim().ReplaceLineEndings("\n");

    /// <summary>It goes out by its number; its name is whoever's wrote it down.</summary>
    internal static (PartyKind Kind, long Id)? Party(Party? party) => party is null ? null : (party.Kind, party.Id);

    /// <summary>It goes out to the second.</summary>
    internal static DateTimeOffset? Instant(DateTimeOffset? at) => at?.AddTicks(-(at.Value.Ticks % TimeSpan.TicksPerSecond));

    /// <summary>Of a third, accounts keep two places or more.</summary>
    internal static decimal? Hours(decimal? hours) => hours is { } count ? Math.Round(count, 2) : null;
}
