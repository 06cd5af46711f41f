using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Host.Configuration;
using Automator.Host.Control;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Cli;

internal static class CheckCommand
{
    internal static Command Create(CommandContext context)
    {
        var files = new Argument<FileInfo[]>("file") { Description = "Rules to check; all of the rules folder without one.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("check", "Compiles rules and holds them against what a rule may do. Needs no account.") { files, context.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = context.Options(parsed);
            using var logs = TextLog.OfCommand(context.Terminal);
            await using var workshop = new Workshop(options, TimeProvider.System, logs);
            var checks = await Check(workshop, parsed.GetValue(files) ?? [], cancellation);
            if (parsed.GetValue(context.Json))
                await context.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(checks, CheckJson.Default.IReadOnlyListRuleCheck));
            else
                await Print(checks, context.Terminal);
            return checks.All(check => check.Ok) ? ExitCode.Done : ExitCode.Refused;
        });
        return command;
    }

    private static async Task<IReadOnlyList<RuleCheck>> Check(Workshop workshop, FileInfo[] files, CancellationToken cancellation)
    {
        if (files.Length == 0)
        {
            var entries = await workshop.BuildAll(cancellation);
            var notes = RuleNotes.Of(entries);
            return [.. entries.Select(entry => entry.Errors.Count == 0
                ? new RuleCheck(entry.File, Ok: true, [], entry.Live!.Manifest.Does, notes[entry.Name])
                : new RuleCheck(entry.File, Ok: false, entry.Errors, [], []))];
        }

        var checks = new List<RuleCheck>();
        foreach (var file in files)
        {
            var build = await workshop.Build(file.FullName, cancellation);
            checks.Add(new RuleCheck(file.FullName, build.Image is not null, build.Errors, build.Image?.Manifest.Does ?? [], []));
        }

        return checks;
    }

    private static async Task Print(IReadOnlyList<RuleCheck> checks, Terminal terminal)
    {
        foreach (var error in checks.SelectMany(check => check.Errors))
            await terminal.Out.WriteLineAsync(Shown.Lines(error.ToString()));
        foreach (var good in checks.Where(check => check.Ok))
            await terminal.Error.WriteLineAsync(Shown.Line($"{good.File}: good{(good.Does.Count == 0 ? "" : $"; it {string.Join(", ", good.Does)}")}"));
        foreach (var (file, note) in checks.SelectMany(check => check.Notes.Select(note => (check.File, note))))
            await terminal.Error.WriteLineAsync(Shown.Line($"{file}: {note}"));
    }
}

/// <param name="File">The absolute path.</param>
/// <param name="Ok">Whether it would go live.</param>
/// <param name="Errors">Why not.</param>
/// <param name="Does">What it can change, in words.</param>
/// <param name="Notes">What is no error, and yet is seldom meant, among all rules of the folder; empty where single files are checked.</param>
internal sealed record RuleCheck(string File, bool Ok, IReadOnlyList<SourceError> Errors, IReadOnlyList<string> Does, IReadOnlyList<string> Notes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<RuleCheck>))]
internal sealed partial class CheckJson : JsonSerializerContext;
