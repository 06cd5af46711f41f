using Automator.Host.Broker;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;

namespace Automator.Host.Cli;

/// <summary>Shows a run while it happens, and says in the end what a command should exit with.</summary>
internal static class RunPrinter
{
    /// <param name="events">The run.</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="isTerse">Leaves out the last line where all went well and nothing was changed: in the console the value is the answer.</param>
    /// <param name="cancellation">Stops looking.</param>
    internal static async Task<int> Print(IAsyncEnumerable<RunEvent> events, Terminal terminal, bool isTerse, CancellationToken cancellation)
    {
        string? run = null;
        var dry = false;
        var effects = 0;
        await foreach (var happened in events.WithCancellation(cancellation))
        {
            switch (happened)
            {
                case RunEvent.Started started:
                    (run, dry) = (started.Run, started.Dry);
                    break;
                case RunEvent.Line line:
                    await terminal.Out.WriteLineAsync(Shown.Lines(line.Level == LogSeverity.Info ? line.Text : $"{Word(line.Level)}: {line.Text}"));
                    break;
                case RunEvent.Effect effect:
                    effects++;
                    await terminal.Out.WriteLineAsync(Shown.Line(InWords(effect)));
                    break;
                case RunEvent.Ended ended:
                    if (ended.Value is { } value)
                        await terminal.Out.WriteLineAsync(Shown.Answer(value));
                    if (!isTerse || effects > 0 || ended.Status != RunStatus.Succeeded)
                        await terminal.Error.WriteLineAsync(Shown.Lines(InWords(ended, dry, effects)));
                    return ended.Status == RunStatus.Succeeded ? ExitCode.Done : ExitCode.Failed;
                case RunEvent.NotStarted not:
                    await terminal.Error.WriteLineAsync(Shown.Lines(not.Reason));
                    return not.IsRefusal ? ExitCode.Refused : ExitCode.Failed;
            }
        }

        await terminal.Error.WriteLineAsync(WentAway(run));
        return ExitCode.Failed;
    }

    internal static string WentAway(string? run) => run is null
        ? "The host went away before the run began; 'automator runs' shows whether it did."
        : $"The host went away before run {run} had ended. 'automator runs show {run}' says what becomes of it.";

    private static string Word(LogSeverity level) => level == LogSeverity.Warning ? "warning" : "error";

    private static string InWords(RunEvent.Effect effect) => effect.Status switch
    {
        EffectStatus.Planned => $"would {effect.Description}{(effect.Answer is { } id ? $" (as {id})" : "")}",
        EffectStatus.Done => $"did {effect.Description}{(effect.Answer is { } id ? $" (as {id})" : "")}",
        EffectStatus.InDoubt => $"in doubt: {effect.Description}: {effect.Answer}",
        _ => $"failed: {effect.Description}: {effect.Answer}",
    };

    private static string InWords(RunEvent.Ended ended, bool dry, int effects)
    {
        var what = dry
            ? $"dry run {ended.Run}: {effects} effect{Plural(effects)} planned, nothing was changed, {ended.Reads} request{Plural(ended.Reads)} read"
            : $"run {ended.Run}: {ended.Writes} change{Plural(ended.Writes)}, {ended.Reads} request{Plural(ended.Reads)} read";
        return ended.Status == RunStatus.Succeeded ? what : $"{what}; {StatusWords.Of(ended.Status)}: {ended.Reason}";
    }

    private static string Plural(int count) => count == 1 ? "" : "s";
}
