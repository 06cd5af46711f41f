using System.Xml.Linq;
using Shouldly;

namespace Automator.Tests.Emulator;

/// <summary>The two steps by which a file reaches a message or comment.</summary>
internal static class Uploading
{
    public static async Task<string> Upload(this HttpClient client, string text)
    {
        using var answer = await client.PostAsync("/upload", new StringContent(text), Classic.Token);
        ((int)answer.StatusCode).ShouldBe(201);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync(Classic.Token)).Root!.Element("id")!.Value;
    }

    /// <summary>As documented: an element beside the record.</summary>
    public static string Attachments(string upload, string name = "plan.txt", string more = "") => $"""
        <attachments>
          <name>{name}</name>
          <file>
            <file>{upload}</file>
            <content-type>text/plain</content-type>
            <original-filename>{name}</original-filename>
          </file>
          {more}
        </attachments>
        """;

    public static Task<int> PostWith(this HttpClient client, int project, string attachments, string more = "") =>
        client.PostXml($"/projects/{project}/posts.xml", $"<request><post><title>T</title>{more}</post>{attachments}</request>").Made();

    public static async Task<List<XElement>> Files(this HttpClient client, int project, string query = "") =>
        [.. (await client.Xml($"/projects/{project}/attachments.xml{query}")).Elements("attachment")];
}
