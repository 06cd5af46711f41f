using Automator.Sdk.Protocol;

namespace Automator.Host.Editors;

/// <summary>Answers of the compiler in the words of the protocol.</summary>
internal static class LspWords
{
    /// <summary>Null for what no editor takes: a text that would replace more than one line, or stands elsewhere.</summary>
    internal static LspCompletionItem? ItemOf(OpenFile file, Completion item, LspItemPlace place)
    {
        var range = file.Lines.RangeOf(item.Start, item.Length);
        if (range.Start.Line != place.Position.Line || range.End.Line != place.Position.Line || range.Start.Character > place.Position.Character)
            return null;
        return new LspCompletionItem
        {
            Label = item.Label,
            Kind = KindOf(item.Kind),
            FilterText = item.Filter,
            SortText = item.Sort,
            TextEdit = new LspTextEdit(range, item.Text),
            Data = place,
        };
    }

    internal static LspHover HoverOf(OpenFile file, Description description) => new(
        MarkupContent.Markdown($"```csharp\n{description.Signature}\n```\n\n{description.Text}".TrimEnd()),
        description is { Start: { } start, Length: { } length } && start + length <= file.Text.Length ? file.Lines.RangeOf(start, length) : null);

    internal static LspSignatureHelp HelpOf(SignatureList list) => new(
        [
            .. list.Signatures.Select(signature => new LspSignature(
                signature.Label, Documentation(signature.Text), [.. signature.Parameters.Select(parameter => new LspParameter(parameter.Label, Documentation(parameter.Text)))])),
        ],
        list.Best,
        list.Parameter);

    private static MarkupContent? Documentation(string text) => text.Length == 0 ? null : MarkupContent.Plain(text);

    /// <summary>By the numbers of the protocol's CompletionItemKind.</summary>
    private static int KindOf(CompletionKind kind) => kind switch
    {
        CompletionKind.Method => 2,
        CompletionKind.Field => 5,
        CompletionKind.Variable => 6,
        CompletionKind.Class or CompletionKind.Delegate => 7,
        CompletionKind.Interface => 8,
        CompletionKind.Namespace => 9,
        CompletionKind.Property => 10,
        CompletionKind.Enum => 13,
        CompletionKind.Keyword => 14,
        CompletionKind.File => 17,
        CompletionKind.EnumMember => 20,
        CompletionKind.Constant => 21,
        CompletionKind.Struct => 22,
        CompletionKind.Event => 23,
        CompletionKind.TypeParameter => 25,
        _ => 1,
    };
}
