using Automator.Host.Journal;

namespace Automator.Host.Runs;

/// <summary>What is typed into the console runs like any rule, under a name that no file can have.</summary>
internal static class ConsoleSnippet
{
    internal static RuleName Rule { get; } = new(":console");

    internal static string Handler => "snippet";

    internal static bool IsOne(RunRecord run) => run.Rule == Rule;
}
