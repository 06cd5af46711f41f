using System.CommandLine;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Host.RunLog;

namespace Automator.Host.Cli;

internal static class JournalCommand
{
    internal static Command Create(CommandContext context) =>
        new("journal", "The journal, in which everything is that must not be lost: copies, checks, and the way back.") { Backup(context), Check(context), Restore(context) };

    private static Command Backup(CommandContext context)
    {
        var file = new Argument<FileInfo>("file") { Description = "Where the copy goes." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Writes over a file that is there." };
        var command = new Command("backup", "Copies the journal as it is at this moment, beside a host that runs or without one, and checks the copy whole.") { file, overwrite, context.Json };
        command.SetAction(async (parsed, _) =>
        {
            var data = context.Options(parsed).Data;
            var finding = JournalBackup.Make(DataFolder.JournalIn(data), parsed.GetRequiredValue(file).FullName, parsed.GetValue(overwrite), DataFolder.IsInUse(data));
            var code = await Say(finding, parsed.GetValue(context.Json), context.Terminal);
            if (code != ExitCode.Done)
                await context.Terminal.Error.WriteLineAsync("No backup was made: the copy is as damaged as the journal is. 'automator journal restore' puts an earlier one in its place.");
            return code;
        });
        return command;
    }

    private static Command Check(CommandContext context)
    {
        var file = new Argument<FileInfo?>("file") { Description = "A backup, or any other journal; left out, that of the data folder.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("check", "Looks through a journal whole: pages, rows, bodies, and what must hold between them. Exit code 1 says that it is damaged.") { file, context.Json };
        command.SetAction(async (parsed, _) =>
        {
            var finding = parsed.GetValue(file) is { } named ? JournalCheck.Examine(named.FullName, isWritten: false) : Examine(context.Options(parsed).Data);
            return await Say(finding, parsed.GetValue(context.Json), context.Terminal);
        });
        return command;
    }

    private static JournalFinding Examine(string data) => JournalCheck.Examine(DataFolder.JournalIn(data), DataFolder.IsInUse(data));

    private static Command Restore(CommandContext context)
    {
        var file = new Argument<FileInfo>("file") { Description = "The backup." };
        var goesOn = new Option<bool>("--go-on")
        {
            Description = "Nothing has run since the backup was made, such as when a host moves to another machine: its runs and schedules go on from there.",
        };
        var command = new Command("restore", "Puts a backup in the place of the journal, which is kept beside it. No host may run on the data folder.") { file, goesOn, context.Json };
        command.SetAction(async (parsed, _) =>
        {
            using var data = DataFolder.Open(context.Options(parsed).Data);
            var restored = JournalRestore.Restore(parsed.GetRequiredValue(file).FullName, data.Journal, parsed.GetValue(goesOn), TimeProvider.System);
            // What the log has come to was told by another journal: the host takes all of this one into it again.
            if (restored.Finding.Problems.Count == 0)
                new RunLogPosition().Save(data.RunLog);
            return await Say(RestoreReport.Of(restored, data.Journal), parsed.GetValue(context.Json), context.Terminal);
        });
        return command;
    }

    private static async Task<int> Say(JournalFinding finding, bool asJson, Terminal terminal)
    {
        var report = JournalReport.Of(finding);
        if (asJson)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, typeof(JournalReport), ControlJson.Default));
        else if (report.Sound)
            await terminal.Out.WriteLineAsync(Shown.Line(Summary(report)));
        else
            await Problems(report, terminal);
        return report.Sound ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> Say(RestoreReport report, bool asJson, Terminal terminal)
    {
        if (asJson)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, typeof(RestoreReport), ControlJson.Default));
        else if (report.Backup.Sound)
            await Done(report, terminal.Out);
        else
            await Problems(report.Backup, terminal);
        if (!report.Backup.Sound)
            await terminal.Error.WriteLineAsync("Nothing was restored: the journal is as it was.");
        return report.Backup.Sound ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task Done(RestoreReport report, TextWriter output)
    {
        await output.WriteLineAsync(Shown.Line(Summary(report.Backup)));
        await output.WriteLineAsync(Shown.Line($"restored  {report.Journal}"));
        if (report.KeptAs is { } kept)
            await output.WriteLineAsync(Shown.Line($"before    kept as {kept}"));
        if (report.Interrupted > 0)
            await output.WriteLineAsync($"runs      {report.Interrupted} had not ended and wait for a person: 'automator runs --status Interrupted' lists them");
        if (report.Dropped > 0)
            await output.WriteLineAsync($"dues      {report.Dropped} had not run and will not: they may have run after the backup was made");
    }

    private static async Task Problems(JournalReport report, Terminal terminal)
    {
        await terminal.Error.WriteLineAsync(Shown.Line($"{report.File} is damaged:"));
        foreach (var problem in report.Problems)
            await terminal.Error.WriteLineAsync(Shown.Line($"  {problem}"));
    }

    private static string Summary(JournalReport report) =>
        $"sound     {report.File}: {report.Runs} runs, {report.Dues} dues, {report.Bytes / (1024 * 1024.0):0.0} MB, version {report.Version}";
}
