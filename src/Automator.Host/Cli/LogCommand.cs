using System.CommandLine;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.RunLog;

namespace Automator.Host.Cli;

internal static class LogCommand
{
    internal static Command Create(CommandContext context) => new("log", "The files of the log of runs.") { Rebuild(context) };

    private static Command Rebuild(CommandContext context)
    {
        var month = new Option<string?>("--month") { Description = "Only this month, such as 2026-11.", HelpName = "month" };
        month.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && RunMonth.Parse(token.Value) is null)
                result.AddError("--month takes a month, such as 2026-11.");
        });
        var command = new Command("rebuild", "Makes the log anew from the journal; what that has no more is taken from the old files.") { month, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var report = await automator.RebuildLog(new LogRebuildRequest { Month = parsed.GetValue(month) }, cancellation);
            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, ControlJson.Default.LogRebuildReport));
            else
                await Print(report, context.Terminal.Out);
            return report.Months.Any(month => month.Lost > 0) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static async Task Print(LogRebuildReport report, TextWriter output)
    {
        if (report.Months.Count == 0)
            await output.WriteLineAsync("There are no runs to make a log of.");
        foreach (var month in report.Months)
        {
            await output.WriteLineAsync($"{month.Month}  {Runs(month.Runs)}{Part(month.Salvaged, "salvaged from the old file")}{Part(month.Over, "left out, their time being over")}");
            if (month.Lost > 0)
                await output.WriteLineAsync($"         {Runs(month.Lost)} lost: neither the journal nor the old file has them whole.");
            if (month.OldFile is { } file)
                await output.WriteLineAsync($"         The old file is {file}.");
        }
    }

    private static string Runs(long count) => count == 1 ? "1 run" : $"{count} runs";

    private static string Part(long count, string what) => count == 0 ? "" : $", {count} {what}";
}
