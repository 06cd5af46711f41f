using System.Net;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class PostXml
{
    public static void Write(XmlOut xml, Call call, Post post) => Write(xml, call, post, Attaching.Carried(call.Account, post.ProjectId)[post.Id]);

    public static void Write(XmlOut xml, Call call, Post post, IEnumerable<Attachment> carried) => xml.Group("post", record =>
    {
        var comments = call.Account.Comments.Under(post.Id);
        record.Integer("attachments-count", carried.Count());
        record.Integer("author-id", post.AuthorId);
        record.Text("body", post.Body);
        record.Integer("category-id", post.CategoryId);
        record.DateTime("commented-at", CommentsArea.LatestOf(comments));
        record.Integer("comments-count", comments.Count);
        record.Text("extended-body", post.ExtendedBody, " deprecated=\"true\"");
        record.Integer("id", post.Id);
        record.Integer("milestone-id", post.MilestoneId);
        record.DateTime("posted-on", post.PostedOn);
        if (call.Sight.Privates) record.Boolean("private", post.Private);
        record.Integer("project-id", post.ProjectId);
        record.Text("title", post.Title);
        record.Boolean("use-textile", post.UseTextile);
        AttachmentXml.Array(record, call, carried);
        record.Text("author-name", call.Account.NameOf(post.AuthorId));
        record.Text("display-body", Html(post.Body));
        record.Text("display-extended-body", Html(post.ExtendedBody), " deprecated=\"true\"");
    });

    public static void Abbreviated(XmlOut xml, Account account, Post post, int attachments) => xml.Group("post", record =>
    {
        record.Integer("id", post.Id);
        record.Text("title", post.Title);
        record.Text("author-name", account.NameOf(post.AuthorId));
        record.DateTime("posted-on", post.PostedOn);
        record.DateTime("commented-at", CommentsArea.LatestOf(account.Comments.Under(post.Id)));
        record.Integer("attachments-count", attachments);
        if (post.CategoryId is not { } id || account.Categories.Find(id) is not { } category) return;
        record.Group("category", inner =>
        {
            inner.Integer("id", category.Id);
            inner.Text("name", category.Name);
            inner.Text("type", "PostCategory");
        });
    });

    public static void Template(XmlOut xml, Call call, Post post) => xml.Group("post", record =>
    {
        record.Text("body", post.Body);
        record.Integer("category-id", post.CategoryId);
        record.Integer("milestone-id", post.MilestoneId);
        if (call.Sight.Firm) record.Boolean("private", post.Private);
        record.Text("title", post.Title);
    });

    private static string Html(string text) => text.Length == 0
        ? ""
        : string.Concat(text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph.Trim('\n')).Replace("\n", "<br />")}</p>"));
}
