using Automator.Host.Rules;

namespace Automator.Host.Runs;

/// <summary>What runs take of their rules.</summary>
/// <param name="Find">The rule as it is now; null when it is gone, or does not run on the account.</param>
/// <param name="Image">The version a run began with; null when it is gone, or may not run any more.</param>
/// <param name="Inputs">What a run is given that begins now.</param>
internal sealed record RuleSource(Func<RuleName, CatalogEntry?> Find, Func<string, RuleImage?> Image, Func<RuleName, RunInputs> Inputs);
