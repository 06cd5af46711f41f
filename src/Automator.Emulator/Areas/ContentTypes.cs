using Microsoft.AspNetCore.StaticFiles;

namespace Automator.Emulator.Areas;

/// <summary>What a file is, by the ending of its name, where nobody says.</summary>
internal static class ContentTypes
{
    private static readonly FileExtensionContentTypeProvider ByEnding = new();

    public static string Of(string filename) => ByEnding.TryGetContentType(filename, out var type) ? type : "application/octet-stream";
}
