using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Automator.Compiler;

/// <summary>What the Sdk's <c>///</c> say, by member. Read when first asked, which no compilation does.</summary>
internal sealed class SdkDocumentation : DocumentationProvider
{
    internal const string Of = "Automator.Sdk.dll";

    private static readonly Lazy<Dictionary<string, string>> Members = new(Read);

    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        Members.Value.GetValueOrDefault(documentationMemberID);

    public override bool Equals(object? obj) => obj is SdkDocumentation;

    public override int GetHashCode() => 1;

    private static Dictionary<string, string> Read()
    {
        using var stream = ReferenceSet.Open("Automator.Sdk.xml");
        return XDocument.Load(stream, LoadOptions.PreserveWhitespace).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => member.ToString(), StringComparer.Ordinal);
    }
}
