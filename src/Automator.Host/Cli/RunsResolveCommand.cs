using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Journal;
using Automator.Host.Runs;

namespace Automator.Host.Cli;

/// <summary>Shows what nobody can tell of a run, and takes a person's word on it.</summary>
internal static class RunsResolveCommand
{
    internal static Command Create(CommandContext context)
    {
        var run = new Argument<string>("run") { Description = "The run's id, or its first characters." };
        var done = new Option<long?>("--done") { Description = "It was done: as the record ID, where it makes one.", HelpName = "id", Arity = ArgumentArity.ZeroOrOne };
        var notDone = new Option<bool>("--not-done") { Description = "It was not done: it is sent again when the run goes on." };
        var giveUp = new Option<bool>("--give-up") { Description = "The run does not go on; its effects stay as they are." };
        var effect = new Option<long?>("--effect") { Description = "Which effect, where several are in doubt.", HelpName = "number" };
        var command = new Command("resolve", "Shows the effects of a run of which nobody can tell whether they were done, and takes your word on them. With the last one the run goes on.")
        {
            run, done, notDone, giveUp, effect, context.Json,
        };
        command.Validators.Add(result =>
        {
            if (Words(result).Count() > 1)
                result.AddError("Say one of --done, --not-done and --give-up.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var automator = await context.OpenAutomator(parsed, cancellation);
            var id = parsed.GetRequiredValue(run);
            var request = Words(parsed.CommandResult).Select(word => new ResolveRequest { Run = id, Word = word, Effect = parsed.GetValue(effect), Id = parsed.GetValue(done) }).FirstOrDefault();
            try
            {
                return request is null
                    ? await Show(await automator.ShowRun(id, cancellation), context.Terminal, parsed.GetValue(context.Json))
                    : await Show(await automator.Resolve(request, cancellation), context.Terminal, parsed.GetValue(context.Json));
            }
            catch (NoSuchRunException e)
            {
                await context.Terminal.Error.WriteLineAsync(Shown.Lines(e.Message));
                return ExitCode.Failed;
            }
        });
        return command;

        IEnumerable<DoubtWord> Words(CommandResult result)
        {
            if (result.GetResult(done) is not null)
                yield return DoubtWord.Done;
            if (result.GetValue(notDone))
                yield return DoubtWord.NotDone;
            if (result.GetValue(giveUp))
                yield return DoubtWord.GiveUp;
        }
    }

    private static async Task<int> Show(ResolveReport report, Terminal terminal, bool json)
    {
        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, typeof(ResolveReport), ControlJson.Default));
        else if (report.Problem is { } problem)
            await terminal.Error.WriteLineAsync(Shown.Lines(problem));
        else
            await terminal.Out.WriteLineAsync(Shown.Lines(report.Did ?? ""));
        return report.Problem is null ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<int> Show(RunReport run, Terminal terminal, bool json)
    {
        var open = (run.Effects ?? []).Where(effect => effect.Status == EffectStatus.InDoubt).ToList();
        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(run, typeof(RunReport), ControlJson.Default));
        else if (run.Status == RunStatus.InDoubt)
        {
            foreach (var effect in open)
                await Print(effect, terminal.Out);
            await terminal.Out.WriteLineAsync(WhatCanBeSaid(run, open));
        }
        else
            await terminal.Error.WriteLineAsync(RunDoubts.NotInDoubt(run.Run, run.Status));
        return run.Status == RunStatus.InDoubt ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task Print(EffectReport effect, TextWriter output)
    {
        await output.WriteLineAsync(Shown.Line($"effect   {effect.Sequence}. {effect.Description}"));
        await output.WriteLineAsync(Shown.Line($"sent     {effect.At:yyyy-MM-dd HH:mm:ss.fff'Z'}  {effect.Method} {effect.Path}"));
        if (effect.Sent is { Length: > 0 } body)
            await output.WriteLineAsync(Shown.Line($"body     {body}"));
        await output.WriteLineAsync(Shown.Line($"doubt    {effect.Doubt ?? effect.Answer}"));
        if (effect.Candidates is { Count: > 0 } candidates)
            await output.WriteLineAsync($"may be   {string.Join(", ", candidates)}");
    }

    private static string WhatCanBeSaid(RunReport run, List<EffectReport> open)
    {
        var which = open.Count > 1 ? " --effect NUMBER" : "";
        var id = open.All(effect => effect.Operation.EndsWith(".create", StringComparison.Ordinal)) ? " ID" : open.Any(effect => effect.Candidates is { Count: > 0 }) ? " [ID]" : "";
        return $"""

            Look at the account, then say one of:
              automator runs resolve {run.Run}{which} --done{id}
              automator runs resolve {run.Run}{which} --not-done
              automator runs resolve {run.Run} --give-up
            """;
    }
}
