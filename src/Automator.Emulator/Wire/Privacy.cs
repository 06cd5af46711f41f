using Automator.Emulator.Store;

namespace Automator.Emulator.Wire;

/// <summary>
/// Whether a file is for those only who see private records. One that is carried is as private as what carries it is
/// now: nothing is noted down, so nothing has to follow when a message or a list becomes private.
/// </summary>
internal static class Privacy
{
    public static bool Of(Account account, Attachment attachment) => attachment.OwnerId is not { } owner
        ? attachment.Private
        : OfPost(account, owner) ?? OfComment(account, owner) ?? attachment.Private;

    private static bool? OfPost(Account account, int id) => account.Posts.Find(id)?.Private;

    private static bool? OfComment(Account account, int id) => account.Comments.Find(id)?.CommentableId is { } about
        ? OfPost(account, about) ?? OfItem(account, about)
        : null;

    private static bool? OfItem(Account account, int id) =>
        account.Items.Find(id) is { } item ? account.Lists.Find(item.TodoListId)?.Private : null;
}
