using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Sdk.Protocol;
using Spectre.Console;

namespace Automator.Host.Cli;

internal static class RunsCommand
{
    private const int MostRuns = 10_000;
    private const int MostRecords = 20;

    internal static Command Create(CommandContext context)
    {
        var rule = new Option<string?>("--rule") { Description = "Only runs of this rule." };
        var status = new Option<RunStatus?>("--status")
        {
            Description = $"Only runs in this state: {string.Join(", ", StatusWords.All)}.",
            HelpName = "state",
            CustomParser = State,
        };
        status.CompletionSources.Add([.. StatusWords.All]);
        var atMost = new Option<int>("--most") { Description = "How many, newest first.", DefaultValueFactory = _ => 20 };
        atMost.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 1 or > MostRuns)
                result.AddError($"--most takes a number from 1 to {MostRuns}.");
        });
        var command = new Command("runs", "The log of runs, newest first.")
        {
            context.Account, rule, status, atMost, context.Json,
            Show(context), RunsCancelCommand.Create(context), RunsResolveCommand.Create(context), RunsAgainCommand.Create(context),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var query = new RunQuery { Account = parsed.GetValue(context.Account), Rule = parsed.GetValue(rule), Status = parsed.GetValue(status), AtMost = parsed.GetValue(atMost) };
            var runs = await automator.Runs(query, cancellation);
            if (runs.Count == 0 && query.Account is { } named && AccountChoice.Of(context.Options(parsed).Accounts, named, rule: null).Refusal is { } refusal)
            {
                await context.Terminal.Error.WriteLineAsync(refusal);
                return ExitCode.Failed;
            }

            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(runs, typeof(IReadOnlyList<RunReport>), ControlJson.Default));
            else
                Print(runs, context.Terminal);
            return ExitCode.Done;
        });
        return command;
    }

    private static RunStatus? State(System.CommandLine.Parsing.ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (StatusWords.Read(word) is { } status)
            return status;
        result.AddError($"'{word}' is no state of a run. There are: {string.Join(", ", StatusWords.All)}.");
        return null;
    }

    private static Command Show(CommandContext context)
    {
        var id = new Argument<string>("run") { Description = "The run's id, or its first characters." };
        var command = new Command("show", "One run whole: trigger, effects, log, outcome.") { id, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            RunReport run;
            try
            {
                run = await automator.ShowRun(parsed.GetRequiredValue(id), cancellation);
            }
            catch (NoSuchRunException e)
            {
                await context.Terminal.Error.WriteLineAsync(Shown.Lines(e.Message));
                return ExitCode.Failed;
            }

            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(run, typeof(RunReport), ControlJson.Default));
            else
                await Print(run, context.Terminal.Out);
            return ExitCode.Done;
        });
        return command;
    }

    internal static void Print(IReadOnlyList<RunReport> runs, Terminal terminal)
    {
        if (runs.Count == 0)
        {
            terminal.Out.WriteLine("No runs.");
            return;
        }

        var table = new Table().Border(TableBorder.None).AddColumns("RUN", "ACCOUNT", "RULE", "HANDLER", "STARTED", "OUTCOME", "READ", "CHANGED", "REASON");
        foreach (var run in runs)
        {
            table.AddRow(
                run.Run.EscapeMarkup(),
                run.Account.EscapeMarkup(),
                Shown.Line(run.Rule).EscapeMarkup(),
                Shown.Line(run.Handler).EscapeMarkup(),
                $"{run.StartedAt:yyyy-MM-dd HH:mm:ss'Z'}",
                StatusWords.Of(run.Status) + (run.Dry ? " (dry)" : ""),
                run.Reads.ToString(),
                run.Writes.ToString(),
                Shown.Line(Shortened(run.Reason)).EscapeMarkup());
        }

        terminal.Ansi().Write(table);
    }

    internal static async Task Print(RunReport run, TextWriter output)
    {
        await output.WriteLineAsync(Shown.Line($"run      {run.Run}{(run.Dry ? "  (dry)" : "")}"));
        await output.WriteLineAsync(Shown.Line($"rule     {run.Rule}  {run.Handler}"));
        await output.WriteLineAsync($"account  {run.Account}");
        await output.WriteLineAsync($"trigger  {run.Trigger.ToName()}, due {run.DueAt:yyyy-MM-dd HH:mm:ss'Z'}");
        if (run.Records is { } records)
            await output.WriteLineAsync($"for      {(records.Count == 1 ? "record" : $"{records.Count} records:")} {string.Join(", ", records.Take(MostRecords))}{(records.Count > MostRecords ? " …" : "")}");
        if (run.StartedAt is null)
        {
            await output.WriteLineAsync("outcome  queued: it has not begun. 'automator why' says what it waits for.");
            return;
        }

        await output.WriteLineAsync($"image    {run.Image}");
        await output.WriteLineAsync($"started  {run.StartedAt:yyyy-MM-dd HH:mm:ss.fff'Z'}");
        await output.WriteLineAsync($"ended    {(run.EndedAt is { } end ? $"{end:yyyy-MM-dd HH:mm:ss.fff'Z'}" : "still under way")}");
        await output.WriteLineAsync(Shown.Line($"outcome  {StatusWords.Of(run.Status)}{(run.Reason is { } reason ? $": {reason}" : "")}"));
        if (Next(run) is { } next)
            await output.WriteLineAsync($"next     {next}");
        await output.WriteLineAsync($"spent    {run.Reads} reads, {run.Writes} writes, {run.Calls} calls");
        if (run.BodiesGoneAt is { } gone)
            await output.WriteLineAsync($"bodies   what it read and sent was let go at {gone:yyyy-MM-dd HH:mm:ss'Z'} (\"keepBodies\"); what it did is below");
        await output.WriteLineAsync($"time     waited {Time(run.Waited)} for the account's budget, slept {Time(run.Slept)}, worked {Time(run.Worked)}");
        foreach (var effect in run.Effects ?? [])
            await output.WriteLineAsync(Shown.Line($"effect   {effect.Sequence}. {Word(effect.Status)} {effect.Description}  {effect.Method} {effect.Path}{(effect.Answer is { } answer ? $"  → {answer}" : "")}{(effect.SettledAt is { } at ? $"  (by a person, at {at:yyyy-MM-dd HH:mm:ss'Z'})" : "")}"));
        foreach (var line in run.Log ?? [])
            await output.WriteLineAsync(Shown.Line($"log      {line.At:HH:mm:ss.fff} {(line.Level == LogSeverity.Info ? "" : line.Level.ToString().ToLowerInvariant() + ": ")}{line.Text}"));
    }

    /// <summary>What a person can do about it, where it waits for one.</summary>
    private static string? Next(RunReport run) => run.Status switch
    {
        RunStatus.InDoubt => $"automator runs resolve {run.Run}",
        RunStatus.Interrupted => $"automator runs again {run.Run}",
        _ => null,
    };

    private static string Word(EffectStatus status) => status switch
    {
        EffectStatus.NotDone => "not done:",
        EffectStatus.InDoubt => "in doubt:",
        EffectStatus.Planned => "would",
        EffectStatus.Intended => "intended:",
        EffectStatus.Failed => "failed:",
        _ => "did",
    };

    private static string Time(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s") : $"{TimeSpan.FromSeconds((long)time.TotalSeconds)}";

    private static string Shortened(string? reason) => reason is null ? "" : reason.Length <= 100 ? reason : reason[..99] + "…";
}
