using Automator.Host.Journal;
using Automator.Host.Rules;

namespace Automator.Host.Runs;

/// <summary>
/// Keeps a rule from running whose workers had to be killed, or died, several times running: until its file changes, or a
/// person releases it. One account's quarantine is none of another's.
/// </summary>
internal static class Quarantine
{
    internal const int KillsInARow = 3;

    /// <summary>Why a version of a rule does not run; null when it does.</summary>
    internal static string? Of(IReadOnlyList<KillRecord> kills, RuleImage image, RuleName rule) =>
        kills.FirstOrDefault(killed => killed.Rule == rule) is { Count: >= KillsInARow } killed && killed.ImageHash == image.Hash
            ? Reason(killed)
            : null;

    internal static string Reason(KillRecord killed) =>
        $"In quarantine: its last {killed.Count} runs had to be killed, the last one because: {killed.Reason} Mend the file, or release it with 'automator rules release {killed.Rule}'.";
}
