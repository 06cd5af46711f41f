using System.Runtime.CompilerServices;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Microsoft.Extensions.Logging.Abstractions;

namespace Automator.Tests.RunLog;

/// <summary>
/// What this assembly is in a process that is to be killed. By itself, since whoever loads this assembly without the test framework
/// comes by here too (<see cref="StartupHook"/>).
/// </summary>
internal static class RunLogChild
{
    internal const string Variable = "AUTOMATOR_TESTS_LOG_TO_REBUILD";

    [ModuleInitializer]
    internal static void BecomeTheChildWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } file)
            return;
        Rebuild(file);
    }

    /// <summary>On this thread alone: any other would wait for the initializer before it ran code of this assembly.</summary>
    private static void Rebuild(string file)
    {
        var retention = new RunLogRetention { Succeeded = TimeSpan.FromDays(36_500), Failed = TimeSpan.FromDays(36_500) };
        var journal = new JournalRuns(SqliteJournal.Open(file, TimeProvider.System), retention, TimeProvider.System);
        using var files = new RunLogFiles(RunLogBench.FolderOf(file), readOnly: false, TimeProvider.System, NullLogger.Instance);
        while (true)
        {
            files.LookAround();
            var rebuild = new RunLogRebuild(files, journal, retention, files.All, TimeProvider.System.GetUtcNow());
            do
                Console.Out.Write("a step\n");
            while (rebuild.Step());
        }
    }
}
