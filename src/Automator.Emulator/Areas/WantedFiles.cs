using Automator.Emulator.Store;
using Automator.Emulator.Wire;
using Microsoft.Net.Http.Headers;

namespace Automator.Emulator.Areas;

/// <summary>A file that a message or comment is to carry.</summary>
/// <param name="Collection">The file it is another version of, by the id of version 1.</param>
internal sealed record WantedFile(
    Upload Upload, string Name, string Description, string OriginalFilename, string ContentType, int? CategoryId, int? Collection);

/// <summary>
/// Reads the files of a request. Documented is an element each beside the record; clients also send an array inside it,
/// without names or content types.
/// </summary>
internal static class WantedFiles
{
    private const int LongestText = 255;

    public static Said In(Call call, Fields fields, int projectId)
    {
        var elements = fields.Attachments().Where(element => !Blank(element) && !PutBack(element)).ToList();
        if (elements.Count == 0) return new Said([], []);
        UploadsArea.Sweep(call);
        List<WantedFile> files = [];
        List<string> errors = [];
        foreach (var element in elements)
        {
            if (Key(element) is not { } key)
                errors.Add("An attachment has no file: send the id of an upload in its file element");
            else if (UploadsArea.Find(call, key) is not { } upload || files.Exists(file => file.Upload == upload))
                errors.Add($"Upload {key} has expired or does not exist");
            else
                files.Add(Read(call, element, upload, projectId, errors));
        }

        return new Said(files, errors);
    }

    private static WantedFile Read(Call call, XmlIn element, Upload upload, int projectId, List<string> errors)
    {
        var (said, file) = (new Fields(element, element), new Fields(element.Child("file"), null));
        var filename = Filename(file.Filled("original-filename") ?? said.Filled("original-filename") ?? said.Filled("name") ?? "");
        var name = said.Words("name") ?? filename;
        if (name.Length > LongestText || filename.Length > LongestText) errors.Add($"Name is too long (maximum is {LongestText} characters)");
        var category = said.Integer("category-id") is > 0 and var id ? id : (int?)null;
        if (category is not null && !call.Account.Categories.Under(projectId).Any(known => known.Id == category && known.Type == "attachment"))
            errors.Add("Attachment category does not exist");
        var collection = said.Filled("collection") is null ? null : Collection(call, said.Integer("collection") ?? 0, projectId);
        if (collection is null && said.Filled("collection") is not null) errors.Add("Collection does not exist");
        var type = ContentType(file.Filled("content-type") ?? said.Filled("content-type"), filename);
        return new WantedFile(upload, name, said.Text("description") ?? "", filename, type, category, collection);
    }

    /// <summary>Some clients put whole records back, with the attachments they came with; one of them inside the file's name.</summary>
    private static bool PutBack(XmlIn element) => Key(element) is null && HasId(element);

    private static bool HasId(XmlIn element) => element.Child("id") is not null || element.Children.Any(HasId);

    private static bool Blank(XmlIn element) => string.IsNullOrWhiteSpace(element.Text) && element.Children.All(Blank);

    private static string? Key(XmlIn element) =>
        new Fields(element.Child("file"), null).Filled("file")
        ?? (element.Child("file") is { Children.Count: 0 } ? new Fields(element, null).Filled("file") : null);

    /// <summary>Any version names its collection, also when version 1 is gone.</summary>
    private static int? Collection(Call call, int id, int projectId) => call.Account.Attachments.Under(projectId)
        .FirstOrDefault(other => (other.Id == id || other.Collection == id) && call.Sight.Sees(other))?.Collection;

    /// <summary>Some browsers and clients send the whole path.</summary>
    private static string Filename(string text) => text[(text.LastIndexOfAny(['/', '\\']) + 1)..] is { Length: > 0 } name ? name : "file";

    /// <summary>It comes back as a header, so only what can be one is taken.</summary>
    private static string ContentType(string? said, string filename) =>
        said is { Length: <= LongestText } && said.All(letter => letter is >= ' ' and <= '~') && MediaTypeHeaderValue.TryParse(said, out _)
            ? said
            : ContentTypes.Of(filename);

    internal sealed record Said(IReadOnlyList<WantedFile> Files, IReadOnlyList<string> Errors);
}
