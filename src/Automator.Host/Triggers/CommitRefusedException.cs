using Automator.Host.Journal;

namespace Automator.Host.Triggers;

/// <summary>The journal did not take what a poll found. Ends the poll; never leaves the watch.</summary>
internal sealed class CommitRefusedException(CommitResult result) : Exception($"The commit ended as {result}.")
{
    internal CommitResult Result => result;
}
