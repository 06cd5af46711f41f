using Automator.Host.Journal;

namespace Automator.Host.Control;

/// <summary>The states of a run, as people read and write them.</summary>
internal static class StatusWords
{
    /// <summary>As they are written on a command line.</summary>
    internal static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<RunStatus>().Select(status => Of(status).Replace(' ', '-'))];

    internal static string Of(RunStatus status) => status switch
    {
        RunStatus.TimedOut => "timed out",
        RunStatus.LimitReached => "limit reached",
        RunStatus.InDoubt => "in doubt",
        _ => status.ToString().ToLowerInvariant(),
    };

    /// <summary>Null for what is none of them. The names in JSON count as well.</summary>
    internal static RunStatus? Read(string word)
    {
        var letters = string.Concat(word.Where(char.IsLetter));
        return Enum.GetValues<RunStatus>().Where(status => status.ToString().Equals(letters, StringComparison.OrdinalIgnoreCase)).Select(status => (RunStatus?)status).FirstOrDefault();
    }
}
