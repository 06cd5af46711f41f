using System.Diagnostics;
using System.Globalization;
using Automator.Host.Cli;
using Automator.Host.Control;
using Automator.Host.Journal;

namespace Automator.Benchmarks.Storms;

/// <summary>The host as <c>automator serve</c> runs it, but for what stands between it and its journal: it is killed at a point that it is given.</summary>
internal static class StormHost
{
    internal const string Verb = "storm-host";

    /// <param name="arguments">A kill point or "none", its occurrence, and a protocol that is broken or "none".</param>
    /// <param name="cancellation">Asks it to stop.</param>
    internal static async Task Run(string[] arguments, CancellationToken cancellation)
    {
        if (arguments is not [var point, var at, var broken])
            throw new ArgumentException($"{Verb} is started by the storm.");
        var kill = new KillSwitch(point == "none" ? null : point, int.Parse(at, CultureInfo.InvariantCulture));
        using var listening = DiagnosticListener.AllListeners.Subscribe(new DeadlyRequests(kill));
        using var logs = TextLog.OfHost(Terminal.OfProcess);
        await using var host = await AutomatorHost.Start(
            CommandContext.Options(new FileInfo("automator.json")), (_, _, _) => { }, TimeProvider.System, logs, cancellation,
            journal => new DeadlyJournal(BrokenJournal.Around(journal, broken == "none" ? null : broken), kill));
        Console.WriteLine("Automator is ready");
        await Task.WhenAny(host.Failed, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));
        await host.Stop();
    }
}
