using System.Text;
using System.Xml.Linq;

namespace Automator.Tests.Emulator;

/// <summary>Clients of the first API: no suffix, no word of what they accept, any method.</summary>
internal static class OlderRequests
{
    public static async Task<OlderAnswer> Say(this HttpClient client, string path, string? body = null, string method = "POST")
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await client.SendAsync(request, Classic.Token);
        var text = await answer.Content.ReadAsStringAsync(Classic.Token);
        return new OlderAnswer((int)answer.StatusCode, text.StartsWith("<?xml", StringComparison.Ordinal) ? XElement.Parse(text) : new XElement("nothing"), answer.Headers.Location?.OriginalString);
    }
}

internal sealed record OlderAnswer(int Status, XElement Xml, string? Location)
{
    public string Root => Xml.Name.LocalName;
    public int Id => int.Parse(this["id"]!);

    /// <summary>What an element of the record says; null where there is none.</summary>
    public string? this[string element] => Xml.Element(element)?.Value;

    /// <summary>That element of every record of the list.</summary>
    public List<string> Each(string element) => [.. Xml.Elements().Select(record => record.Element(element)!.Value)];
}
