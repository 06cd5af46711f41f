namespace Automator.Host.Basecamp;

/// <summary>What an account says is wrong, where it says so in the form it documents; nothing else is worth quoting.</summary>
internal static class AnswerErrors
{
    internal static IReadOnlyList<string> Read(HttpAnswer answer)
    {
        if (answer.IsBlank || answer.IsHtml)
            return [];
        try
        {
            using var xml = new AnswerXml(answer.Body, AccountZone.Utc);
            return xml.Name == "errors" ? [.. AnswerRecords.List(xml, "error", x => x.Text().Trim()).Where(e => e.Length > 0)] : [];
        }
        catch (UnreadableXmlException)
        {
            return []; // The status has told already that it failed.
        }
    }
}
