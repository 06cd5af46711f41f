namespace Automator.Sdk.Protocol;

/// <summary>The content types of the files that rules make, by how their names end.</summary>
internal static class ContentTypes
{
    internal static string Of(string name, string otherwise) => Ending(name) switch
    {
        "csv" => "text/csv",
        "txt" or "log" => "text/plain",
        "md" => "text/markdown",
        "htm" or "html" => "text/html",
        "json" => "application/json",
        "xml" => "application/xml",
        "ics" => "text/calendar",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" or "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "zip" => "application/zip",
        _ => otherwise,
    };

    private static string Ending(string name) => name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
}
