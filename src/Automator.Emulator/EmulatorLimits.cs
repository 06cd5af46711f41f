using System.Text.Json.Serialization;

namespace Automator.Emulator;

/// <summary>How requests are counted: the documentation does not say.</summary>
internal enum WindowKind
{
    /// <summary>Every window begins where the last one ended, the first at the phase.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,

    /// <summary>At every moment, what came within one window before it.</summary>
    [JsonStringEnumMemberName("sliding")]
    Sliding,
}

/// <summary>What one source address may ask of one account.</summary>
internal sealed record EmulatorLimits
{
    /// <summary>In seconds. One without any length would have no beginning.</summary>
    public const double ShortestWindow = 0.001;

    /// <summary>In seconds. The furthest phase, too.</summary>
    public const double LongestWindow = 86_400;

    public static EmulatorLimits Documented { get; } = new();

    /// <summary>Counts and says so, but never refuses.</summary>
    public static EmulatorLimits Off { get; } = new() { Gets = int.MaxValue, Others = int.MaxValue, Unidentified = int.MaxValue };

    public int Gets { get; init; } = 500;
    public int Others { get; init; } = 100;
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests without a User-Agent, of any method.</summary>
    public int Unidentified { get; init; } = 60;
    public TimeSpan UnidentifiedWindow { get; init; } = TimeSpan.FromMinutes(1);

    public WindowKind Windows { get; init; } = WindowKind.Fixed;

    /// <summary>Where fixed windows begin, after a full multiple of their length.</summary>
    public TimeSpan Phase { get; init; }

    /// <summary>429 or 503: both are documented.</summary>
    public int Status { get; init; } = 503;
}
