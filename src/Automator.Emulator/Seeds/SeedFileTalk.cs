using System.Text;
using Automator.Emulator.Areas;
using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Messages, comments and files of a seed file.</summary>
internal sealed class SeedFileTalk(Seedbed bed, SeedNames names)
{
    public void Message(SeedNode node, Project project)
    {
        var (author, posted) = (names.PersonOrFirst(node, "author"), SeedFileDays.Ago(bed, node, "daysOld", 1));
        var post = bed.Post(project, node.Words("title"), node.Text("body") ?? "", author, posted, made =>
        {
            made.CategoryId = names.Category(node, "category", project, "post");
            made.Private = node.Flag("private");
            made.MilestoneId = names.Milestone(node, "milestone", project)?.Id ?? 0;
        });
        node.Each("files", file => File(file, project, new Owner("Post", post.Id, author, posted)));
        node.Each("comments", comment => Comment(comment, project.Id, "Post", post.Id, posted), shorthand: "body");
    }

    public void Comment(SeedNode node, int projectId, string type, int id, DateTimeOffset since)
    {
        var (author, made) = (names.PersonOrFirst(node, "author"), SeedFileDays.Ago(bed, node, "daysOld", since));
        var comment = bed.Comment(type, id, projectId, node.Words("body"), author, made);
        node.Each("files", file => File(file, bed.Account.Projects.Find(projectId)!, new Owner("Comment", comment.Id, author, made)));
    }

    /// <param name="owner">The message or comment that carries it, if one does.</param>
    public void File(SeedNode node, Project project, Owner? owner)
    {
        var name = node.Words("name");
        var bytes = Bytes(node);
        var person = names.Person(node, "person") ?? owner?.Author ?? names.PersonOrFirst(node, "person");
        var made = owner is null ? SeedFileDays.Ago(bed, node, "daysOld", 1) : SeedFileDays.Ago(bed, node, "daysOld", owner.Since);
        bed.File(project, name, bytes, person, made, file =>
        {
            file.Description = node.Text("description") ?? "";
            file.ContentType = node.Text("type") ?? ContentTypes.Of(name);
            file.CategoryId = names.Category(node, "category", project, "attachment");
            file.Private = node.Flag("private");
            (file.OwnerType, file.OwnerId) = (owner?.Type, owner?.Id);
        });
    }

    private static byte[] Bytes(SeedNode node)
    {
        var (text, packed) = (node.Text("text"), node.Text("base64"));
        if (text is null == packed is null) throw node.Wrong("text", "or base64 is needed, and not both");
        if (packed is null) return Encoding.UTF8.GetBytes(text!);
        var bytes = new byte[packed.Length];
        return Convert.TryFromBase64String(packed, bytes, out var count) ? bytes[..count] : throw node.Wrong("base64", "is no base64. Write the bytes of the file in base64");
    }

    internal sealed record Owner(string Type, int Id, Person Author, DateTimeOffset Since);
}
