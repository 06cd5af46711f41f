using Automator.Host.Cli.Editing;
using Automator.Host.Rules;
using Automator.Sdk.Protocol;

namespace Automator.Host.Cli;

/// <summary>
/// Completes what is typed into the console: its commands and the names they take, and C# over the references of every rule. It asks a
/// process of this command's own, whether or not a host runs.
/// </summary>
/// <param name="completer">Answers for C#.</param>
/// <param name="folder">The rules, and where a snippet counts as standing.</param>
/// <param name="accounts">The names of all accounts.</param>
internal sealed class ConsoleCompleter(CompletionProcess completer, RulesFolder folder, IReadOnlyList<string> accounts) : ICompleter
{
    public void Prepare() => _ = completer.Prepare();

    public Task<CompletionAnswer> Complete(string text, int caret) =>
        text.StartsWith(':') ? CompleteCommand(text[..caret]) : completer.Ask(Request(CompletionQuestion.Items, text, caret), CancellationToken.None);

    public async Task<string> Describe(string text, int caret, Completion item)
    {
        if (text.StartsWith(':'))
            return "";
        var answer = await completer.Ask(Request(CompletionQuestion.Describe, text, caret) with { Label = item.Label }, CancellationToken.None);
        return answer.Description is { } description ? $"{description.Signature}\n{description.Text}".Trim() : answer.Refusal ?? "";
    }

    private async Task<CompletionAnswer> CompleteCommand(string typed)
    {
        var start = typed.LastIndexOf(' ') + 1;
        return typed[..start].Trim() switch
        {
            "" => Names(ConsoleSession.Commands, typed, start: 1),
            ":run" when await folder.Read(CancellationToken.None) is var listing =>
                Names(listing.Rules.Where(rule => rule.Error is null).Select(rule => rule.Name.Value), typed, start) with { Refusal = listing.Problem },
            ":account" => Names(accounts, typed, start),
            _ => new CompletionAnswer(),
        };
    }

    private static CompletionAnswer Names(IEnumerable<string> names, string typed, int start) => new()
    {
        Items = [.. names.Order(StringComparer.Ordinal).Select(name => new Completion { Label = name, Text = name, Kind = CompletionKind.Text, Start = start, Length = typed.Length - start })],
    };

    private CompletionRequest Request(CompletionQuestion question, string text, int caret) => new()
    {
        Question = question,
        Source = SourceSet.Of(Path.Combine(folder.Path, "console"), folder.Path, text).ToRequest(CompileKind.Snippet),
        Position = caret,
    };
}
