using System.CommandLine;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;

namespace Automator.Host.Cli;

internal static class DoctorCommand
{
    internal static Command Create(CommandContext context)
    {
        var command = new Command("doctor", "Whether this machine keeps rules where they belong, tried out from inside of a worker; its disk and its clock.") { context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var report = await Doctor.Examine(context.Options(parsed), TimeProvider.System, cancellation);
            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, typeof(DoctorReport), ControlJson.Default));
            else
                await Print(report, context.Terminal.Out);
            return report.Fit ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task Print(DoctorReport report, TextWriter output)
    {
        var sandbox = report.Sandbox;
        await output.WriteLineAsync($"sandbox   \"{sandbox.Mode}\", {(sandbox.Holds ? "and it holds" : "and a worker is not confined")}");
        await output.WriteLineAsync($"user      {(sandbox.User is not { } user ? "no worker came up" : sandbox.OwnUser == true ? $"{user}, which nobody else is" : $"{user}, the host's own")}");
        await output.WriteLineAsync($"landlock  {(sandbox.Landlock == 0 ? "none" : $"version {sandbox.Landlock}")}");
        await output.WriteLineAsync($"system    {report.System}, {report.Architecture}");
        await output.WriteLineAsync($"runtime   {report.Runtime}");
        await output.WriteLineAsync($"clock     {report.Clock:yyyy-MM-dd HH:mm:ss'Z'}");
        await output.WriteLineAsync($"disk      {report.FreeBytes / (1024 * 1024 * 1024.0):0.0} GB free for {report.DataFolder}");
        if (sandbox.Attempts.Count > 0)
            await output.WriteLineAsync("What a worker tried:");
        foreach (var attempt in sandbox.Attempts)
            await output.WriteLineAsync($"  {(attempt.Refused ? "refused" : "DONE   ")}  {attempt.Attempt} ({attempt.Answer})");
        foreach (var problem in report.Problems)
            await output.WriteLineAsync(problem);
    }
}
