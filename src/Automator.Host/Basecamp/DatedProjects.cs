using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>All projects, and how old what is said of them may be at most.</summary>
internal sealed record ListDatedProjects : Query<DatedProjects>;

/// <param name="Projects">The projects.</param>
/// <param name="ReadAt">By the account's own clock: what happened before it is in the answer. Null where the account does not tell its time.</param>
internal sealed record DatedProjects(Project[] Projects, DateTimeOffset? ReadAt);
