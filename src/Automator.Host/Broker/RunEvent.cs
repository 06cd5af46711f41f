using System.Text.Json.Serialization;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Broker;

/// <summary>What happens in a run, as it happens, for whoever follows it: a console, a command, a page.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(Effect), "effect")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(NotStarted), "not-started")]
internal abstract record RunEvent
{
    internal sealed record Started(string Run, string Rule, string Handler, bool Dry) : RunEvent;

    internal sealed record Line(LogSeverity Level, string Text) : RunEvent;

    internal sealed record Effect(long Sequence, string Description, string Method, string Path, EffectStatus Status, string? Answer) : RunEvent;

    /// <param name="Value">What a console snippet gave.</param>
    internal sealed record Ended(string Run, RunStatus Status, string? Reason, int Reads, int Writes, string? Value) : RunEvent;

    /// <summary>The last event when nothing was started: the rule is gone, does not build, or the source has errors.</summary>
    internal sealed record NotStarted(string Reason, bool IsRefusal = false) : RunEvent;
}
