using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class CommentXml
{
    /// <summary>As one of a list: without the files it carries.</summary>
    public static void Write(XmlOut xml, Call call, Comment comment, IEnumerable<Attachment> carried) =>
        xml.Group("comment", record => Columns(record, call, comment, carried.Count(), null));

    public static void Alone(XmlOut xml, Call call, Comment comment, CommentedRecord about) =>
        xml.Group("comment", record =>
        {
            var carried = Attaching.Carried(call.Account, about.ProjectId)[comment.Id].ToList();
            Columns(record, call, comment, carried.Count, carried);
        });

    /// <summary>The older form: its message and its moment stand there once more, as they were called then.</summary>
    public static void Older(XmlOut xml, Call call, Comment comment, int attachments) => xml.Group("comment", record =>
    {
        Columns(record, call, comment, attachments, null);
        if (comment.CommentableType == CommentsArea.Posts.Type) record.Integer("post-id", comment.CommentableId);
        record.DateTime("posted-on", comment.CreatedAt);
    });

    public static void Template(XmlOut xml, string body) => xml.Group("comment", record => record.Text("body", body));

    private static void Columns(XmlOut record, Call call, Comment comment, int count, IReadOnlyCollection<Attachment>? carried)
    {
        record.Integer("attachments-count", count);
        record.Integer("author-id", comment.AuthorId);
        record.Text("body", comment.Body);
        record.Integer("commentable-id", comment.CommentableId);
        record.Text("commentable-type", comment.CommentableType);
        record.DateTime("created-at", comment.CreatedAt);
        record.Nil("emailed-from");
        record.Integer("id", comment.Id);
        record.Text("author-name", call.Account.NameOf(comment.AuthorId));
        if (carried is not null) AttachmentXml.Array(record, call, carried);
    }
}
