using Automator.Sdk;

namespace Automator.Host.Triggers.Watching;

/// <summary>What a project says about when it last changed, and whether another change may hide in the same second.</summary>
internal sealed record ProjectStamp(string Text, bool IsYoung, bool IsExact)
{
    private const string Unsettled = "?";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <param name="project">The project.</param>
    /// <param name="settledBefore">Of what changed in an earlier second than this, nothing more is to come.</param>
    /// <param name="isExact">Whether that is by the account's own clock.</param>
    /// <param name="depth">How much of it the mark vouches for.</param>
    internal static ProjectStamp Of(Project project, DateTimeOffset settledBefore, bool isExact, string depth) => new(
        (project.LastChangedOn?.UtcDateTime.ToString("O") ?? "untouched") + depth,
        project.LastChangedOn > settledBefore - Second,
        isExact);

    /// <summary>True when the mark vouches for everything in the project as far as the project can tell.</summary>
    internal bool IsSettledBy(string? mark) => mark == Text;

    /// <summary>The mark after a look, given the one before it: a young stamp is settled by a look when it is not, or, where nobody knows when that is, by a second one.</summary>
    internal string After(string? mark) => IsYoung && (IsExact || mark != Text && mark != Text + Unsettled) ? Text + Unsettled : Text;
}
