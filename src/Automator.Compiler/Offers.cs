using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Tags;

namespace Automator.Compiler;

/// <summary>What may stand at a place, in the order of the alphabet.</summary>
internal static class Offers
{
    /// <summary>Each such text is made by changing a copy of the file.</summary>
    private const int MostChanges = 50;

    private static readonly Dictionary<string, CompletionKind> Kinds = new()
    {
        [WellKnownTags.Keyword] = CompletionKind.Keyword,
        [WellKnownTags.Namespace] = CompletionKind.Namespace,
        [WellKnownTags.Class] = CompletionKind.Class,
        [WellKnownTags.Structure] = CompletionKind.Struct,
        [WellKnownTags.Interface] = CompletionKind.Interface,
        [WellKnownTags.Enum] = CompletionKind.Enum,
        [WellKnownTags.EnumMember] = CompletionKind.EnumMember,
        [WellKnownTags.Delegate] = CompletionKind.Delegate,
        [WellKnownTags.Method] = CompletionKind.Method,
        [WellKnownTags.ExtensionMethod] = CompletionKind.Method,
        [WellKnownTags.Operator] = CompletionKind.Method,
        [WellKnownTags.Property] = CompletionKind.Property,
        [WellKnownTags.Field] = CompletionKind.Field,
        [WellKnownTags.Event] = CompletionKind.Event,
        [WellKnownTags.Constant] = CompletionKind.Constant,
        [WellKnownTags.Local] = CompletionKind.Variable,
        [WellKnownTags.Parameter] = CompletionKind.Variable,
        [WellKnownTags.RangeVariable] = CompletionKind.Variable,
        [WellKnownTags.TypeParameter] = CompletionKind.TypeParameter,
        [WellKnownTags.File] = CompletionKind.File,
        [WellKnownTags.Folder] = CompletionKind.File,
    };

    internal static async Task<CompletionAnswer> At(Document document, int position)
    {
        var service = CompletionService.GetService(document)!;
        var (list, items) = await All(service, document, position);
        var changes = 0;
        var offers = new List<Completion>();
        foreach (var item in items.Take(CompletionAnswer.MostItems))
        {
            var span = list.Span;
            var text = item.Properties.GetValueOrDefault("InsertionText") ?? item.DisplayText;
            if (item.IsComplexTextEdit)
            {
                if (++changes > MostChanges)
                    continue;
                var change = (await service.GetChangeAsync(document, item)).TextChange;
                (span, text) = (change.Span, change.NewText ?? "");
            }

            offers.Add(new Completion
            {
                Label = LabelOf(item),
                Text = text,
                Kind = KindOf(item),
                Start = span.Start,
                Length = span.Length,
                Filter = item.FilterText == LabelOf(item) ? null : item.FilterText,
                Sort = item.SortText == LabelOf(item) ? null : item.SortText,
            });
        }

        return new CompletionAnswer { Items = offers, IsCut = items.Count > offers.Count };
    }

    internal static async Task<Description?> Describe(Document document, int position, string? label)
    {
        var service = CompletionService.GetService(document)!;
        var (_, items) = await All(service, document, position);
        return items.FirstOrDefault(item => LabelOf(item) == label) is { } item && await service.GetDescriptionAsync(document, item) is { } description
            ? Descriptions.Of(description.TaggedParts)
            : null;
    }

    private static async Task<(CompletionList List, IReadOnlyList<CompletionItem> Items)> All(CompletionService service, Document document, int position)
    {
        var list = await service.GetCompletionsAsync(document, position);
        return (list, [.. list.ItemsList.Where(IsForRules).DistinctBy(LabelOf)]);
    }

    private static string LabelOf(CompletionItem item) => item.DisplayTextPrefix + item.DisplayText + item.DisplayTextSuffix;

    private static CompletionKind KindOf(CompletionItem item) =>
        item.Tags.Where(Kinds.ContainsKey).Select(tag => Kinds[tag]).FirstOrDefault(CompletionKind.Text);

    private static bool IsForRules(CompletionItem item) =>
        !item.Tags.Contains(WellKnownTags.Snippet)
        && !LanguageCheck.Names.Contains(item.DisplayText)
        && !(item.Tags.Contains(WellKnownTags.Keyword) && LanguageCheck.Words.Contains(item.DisplayText));
}
