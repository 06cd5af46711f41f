using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class AttachmentXml
{
    private const int LongestName = 100;

    public static void Array(XmlOut xml, Call call, IEnumerable<Attachment> attachments) =>
        xml.Array("attachments", attachments.ToList(), (list, attachment) => Write(list, call, attachment));

    public static void Write(XmlOut xml, Call call, Attachment attachment) => xml.Group("attachment", record =>
    {
        record.Integer("byte-size", attachment.ByteSize);
        record.Integer("category-id", attachment.CategoryId);
        record.Integer("collection", attachment.Collection);
        record.DateTime("created-on", attachment.CreatedOn);
        record.Boolean("current", attachment.Current);
        record.Text("description", attachment.Description);
        record.Integer("id", attachment.Id);
        record.Text("key", attachment.File);
        record.Text("name", attachment.Name);
        record.Text("original-filename", attachment.OriginalFilename);
        if (attachment.OwnerId is not null)
        {
            record.Integer("owner-id", attachment.OwnerId);
            record.Text("owner-type", attachment.OwnerType ?? "");
        }

        record.Integer("person-id", attachment.PersonId);
        record.Boolean("private", Privacy.Of(call.Account, attachment));
        record.Integer("project-id", attachment.ProjectId);
        record.Integer("version", attachment.Version);
        record.Text("download-url", $"{call.Base}/projects/{attachment.ProjectId}/file/{attachment.Id}/{Words(attachment.OriginalFilename)}");
    });

    /// <summary>What every client can send back as it stands, whatever it escapes. The number before it says which file it is.</summary>
    private static string Words(string filename)
    {
        var words = string.Concat(filename[Math.Max(0, filename.Length - LongestName)..]
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '_')).Trim('.');
        return words.Length == 0 ? "file" : words;
    }
}
