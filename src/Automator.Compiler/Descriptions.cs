using System.Text;
using System.Xml;
using System.Xml.Linq;
using Automator.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.QuickInfo;

namespace Automator.Compiler;

/// <summary>What a symbol is, in words.</summary>
internal static class Descriptions
{
    private const int Longest = 4_000;

    internal static async Task<Description?> At(Document document, int position)
    {
        if (await QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, position) is not { } info)
            return null;
        var sections = info.Sections.ToLookup(section => section.Kind == QuickInfoSectionKinds.Description, section => section.Text.Trim());
        return new Description(Short(string.Join(' ', sections[true])), Short(string.Join('\n', sections[false].Where(text => text.Length > 0))))
        {
            Start = info.Span.Start,
            Length = info.Span.Length,
        };
    }

    /// <summary>The first line declares, the others explain.</summary>
    internal static Description? Of(IEnumerable<TaggedText> parts)
    {
        var text = string.Concat(parts.Select(part => part.Text)).ReplaceLineEndings("\n").Trim();
        var end = text.IndexOf('\n');
        return text.Length == 0 ? null
            : end < 0 ? new Description(Short(text), "")
            : new Description(Short(text[..end]), Short(text[(end + 1)..].Trim()));
    }

    /// <summary>One element of a symbol's documentation as plain text; empty where there is none.</summary>
    internal static string Documentation(ISymbol symbol, string element, string? name = null)
    {
        if (symbol.GetDocumentationCommentXml() is not { Length: > 0 } xml)
            return "";
        try
        {
            var found = XElement.Parse(xml).Elements(element).FirstOrDefault(one => name is null || (string?)one.Attribute("name") == name);
            return found is null ? "" : Short(Plain(found));
        }
        catch (XmlException)
        {
            return "";
        }
    }

    private static string Plain(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.DescendantNodes())
        {
            if (node is XText words)
                text.Append(words.Value);
            else if (node is XElement { IsEmpty: true } reference && (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword")) is { } named)
                text.Append(named.Value.Split('(')[0].Split('.', ':')[^1]);
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
