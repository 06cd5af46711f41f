using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Sdk.Protocol;

namespace Automator.Host.Cli;

/// <summary>Why a rule ran, or did not.</summary>
internal static class WhyCommand
{
    internal static Command Create(CommandContext context)
    {
        var rule = new Argument<string>("rule") { Description = "The rule's name." };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "Around which time, such as 2026-11-24T08:00+01:00; without an offset it is UTC. Now, by default.",
            HelpName = "time",
            CustomParser = Time,
        };
        var command = new Command("why", "Why a rule ran around some time, or did not: what was due, and what became of it.") { rule, at, context.Account, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var request = new WhyRequest { Rule = parsed.GetRequiredValue(rule), Account = parsed.GetValue(context.Account), At = parsed.GetValue(at) };
            var reports = await automator.Why(request, cancellation);
            if (reports.Count == 0)
            {
                await context.Terminal.Error.WriteLineAsync(
                    Shown.Lines(AccountChoice.Of(context.Options(parsed).Accounts, request.Account, rule: null).Refusal ?? $"The rule '{request.Rule}' runs on no account: see \"only\" and \"except\" in automator.json."));
                return ExitCode.Failed;
            }

            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(reports, typeof(IReadOnlyList<WhyReport>), ControlJson.Default));
            else
                Print(request.Rule, reports, context.Terminal.Out);
            return reports.All(report => report is { Dues.Count: 0, IsKnown: false }) ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    internal static void Print(string rule, IReadOnlyList<WhyReport> reports, TextWriter output)
    {
        foreach (var report in reports)
        {
            output.WriteLine(Shown.Line($"{rule} on {report.Account}, around {Instant(report.At)}:"));
            if (report.Dues.Count == 0)
                output.WriteLine("  Nothing of it was ever due, as far as the journal goes back.");
            foreach (var due in report.Dues)
                output.WriteLine(Shown.Line($"  {Instant(due.At)}  {due.Handler}  {For(due)}{Became(due)}"));
            foreach (var schedule in report.Schedules)
                output.WriteLine(Shown.Line($"  {schedule.Handler} ({schedule.Cron}) is due {(schedule.Before is { } before ? $"at {Instant(before)}, and then " : "")}{(schedule.After is { } after ? $"at {Instant(after)}" : "never")}."));
            foreach (var obstacle in report.Obstacles)
                output.WriteLine(Shown.Line($"  {obstacle}"));
        }
    }

    private static string For(WhyDue due) => due switch
    {
        { Record: { } record, Joined: 0 } => $"for record {record}: ",
        { Record: { } record } => $"for record {record} and {due.Joined} more event{(due.Joined == 1 ? "" : "s")}: ",
        { Joined: > 0 } => $"for {due.Joined + 1} events: ",
        _ => "",
    };

    private static string Became(WhyDue due) => due switch
    {
        { Run: { } run, Status: { } status } => $"run {run} {StatusWords.Of(status)}{(due.Reason is { } reason ? $": {reason}" : "")}",
        { Run: { } run } => $"run {run}, which is not kept any more",
        { Waits: true } => "waits for its turn",
        _ => $"did not run: {due.Reason}",
    };

    private static string Instant(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}";

    private static DateTimeOffset? Time(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.UtcDateTime.Year is > WhyReports.FirstYear and < WhyReports.LastYear)
            return at.ToUniversalTime();
        result.AddError($"'{text}' is no time. Write one such as 2026-11-24T08:00+01:00, or 2026-11-24T08:00 for UTC.");
        return null;
    }
}
