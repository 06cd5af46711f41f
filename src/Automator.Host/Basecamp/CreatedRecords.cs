namespace Automator.Host.Basecamp;

/// <summary>What the answer to a create says of the new record, where it is the record itself and no <c>Location</c> names it.</summary>
internal static class CreatedRecords
{
    internal static long? IdIn(HttpAnswer answer) => Read(answer, xml => xml.Integer());

    /// <summary>The id of an upload is a text of its own, such as <c>441b2cec.eve.21267</c>.</summary>
    internal static string? UploadIn(HttpAnswer answer) => Read(answer, xml => xml.Text().Trim() is { Length: > 0 } id ? id : null);

    private static T? Read<T>(HttpAnswer answer, Func<AnswerXml, T?> id)
    {
        if (answer.IsBlank)
            return default;
        try
        {
            using var xml = new AnswerXml(answer.Body, AccountZone.Utc);
            T? found = default;
            foreach (var field in xml.Children())
            {
                if (field == "id")
                    found = id(xml);
            }

            return found;
        }
        catch (UnreadableXmlException)
        {
            return default; // The status has told already that it was done; whoever needs the id says that it is missing.
        }
    }
}
