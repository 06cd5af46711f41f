namespace Automator.Host.Rules;

/// <summary>How long the rules folder is given to come to rest. Measured: with these no save was missed, and no half file was shown as an error.</summary>
internal sealed record RulesTiming
{
    /// <summary>Without any event before the folder is read.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>A file that does not build must stay as it is for so long before its errors are shown: it may be half written.</summary>
    public TimeSpan UntilBroken { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A file must be away for so long before its rule is removed: some editors delete and write anew.</summary>
    public TimeSpan UntilRemoved { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The folder is read so often whatever events say: some file systems send none.</summary>
    public TimeSpan Scan { get; init; } = TimeSpan.FromSeconds(5);
}
