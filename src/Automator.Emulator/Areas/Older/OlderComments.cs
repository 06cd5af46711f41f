using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas.Older;

/// <summary>Comments on messages: the first API knew no others.</summary>
internal static class OlderComments
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. Route.Older("/msg/comments/{id}", OfMessage),
        .. Route.Older("/msg/comment/{id}", Show),
        .. Route.Older("/msg/create_comment", call => CommentsArea.Create(call, CommentsArea.Posts, Asked(call, "post-id"), Says(call)), Reads.Xml),
        .. Route.Older("/msg/update_comment", call => CommentsArea.Update(call, Asked(call, "comment-id"), Says(call)), Reads.Xml),
        .. Route.Older("/msg/delete_comment/{id}", call => CommentsArea.Delete(call, Says(call)), Reads.Nothing),
    ];

    private static Action<XmlOut, Comment> Says(Call call) => (xml, comment) => CommentXml.Older(xml, call, comment, Attaching.CountOn(call.Account, comment.Id));

    /// <summary>No number is nobody's.</summary>
    private static int Asked(Call call, string name) => call.Gathered("comment").Integer(name) ?? 0;

    /// <summary>All of them, as they were said.</summary>
    private static Answer OfMessage(Call call)
    {
        if (call.Sight.Post(call.Id) is not { } post) return Answer.NotFound;
        var comments = call.Account.Comments.Under(post.Id).OrderBy(comment => comment.CreatedAt).ThenBy(comment => comment.Id).ToList();
        var carried = Attaching.Carried(call.Account, post.ProjectId);
        return Answer.Xml(xml => xml.Array("comments", comments, (list, comment) => CommentXml.Older(list, call, comment, carried[comment.Id].Count())));
    }

    private static Answer Show(Call call) =>
        CommentsArea.Find(call, call.Id) is var (comment, _) ? Answer.Xml(xml => Says(call)(xml, comment)) : Answer.NotFound;
}
