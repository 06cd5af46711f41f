using System.Diagnostics;

namespace Automator.Host.Configuration;

/// <summary>A text that nothing prints: not <see cref="ToString"/>, not a record that holds it, not a serializer, not a debugger.</summary>
[DebuggerDisplay(Shown)]
internal sealed class Secret(string value)
{
    private const string Shown = "***";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value = value;

    /// <summary>For the one place that sends it.</summary>
    internal string Reveal() => _value;

    public override string ToString() => Shown;
}
