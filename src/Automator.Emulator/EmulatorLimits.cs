namespace Automator.Emulator;

/// <summary>What one source address may ask of one account. Windows are fixed and aligned to the clock.</summary>
internal sealed record EmulatorLimits
{
    public static EmulatorLimits Documented { get; } = new();

    /// <summary>Counts and says so, but never refuses.</summary>
    public static EmulatorLimits Off { get; } = new() { Gets = int.MaxValue, Others = int.MaxValue, Unidentified = int.MaxValue };

    public int Gets { get; init; } = 500;
    public int Others { get; init; } = 100;
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests without a User-Agent, of any method.</summary>
    public int Unidentified { get; init; } = 60;
    public TimeSpan UnidentifiedWindow { get; init; } = TimeSpan.FromMinutes(1);
}
