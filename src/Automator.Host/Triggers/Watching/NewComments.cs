using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Triggers.Watching;

/// <summary>Comments on a record whose count or last comment moved: one request for each such record.</summary>
internal sealed class NewComments(WatchContext context)
{
    /// <summary>False when they cannot be judged yet: a run of ours may be the one that wrote one of them.</summary>
    internal async Task<bool> Look(Sighting seen, RecordMark? known, WatchBatch batch, CancellationToken cancellation)
    {
        var (more, since) = (seen.Mark.Comments - (known?.Comments ?? 0), known?.Commented ?? 0);
        if (seen.On is not { } on || more <= 0 && seen.Mark.Commented <= since || !context.Kinds.IsHeard(Trigger.CommentPosted, Last(seen, batch)))
            return true;
        if (await context.Ask(new ListComments { On = on }, seen.Project, cancellation) is not { } comments)
            return true;
        var isWhole = true;
        foreach (var comment in New(comments, more, since))
            isWhole &= Fire(comment, seen, batch);
        return isWhole;
    }

    /// <summary>Those after the last that was seen; and as many as the count has grown by, for two may share a second.</summary>
    private static IEnumerable<Comment> New(Comment[] comments, int more, long since) =>
        comments.OrderByDescending(comment => comment.Id).Where((comment, place) => place < more || RecordMark.Seconds(comment.CreatedAt) > since).Reverse();

    private bool Fire(Comment comment, Sighting seen, WatchBatch batch)
    {
        if (!context.Kinds.IsHeard(Trigger.CommentPosted, comment.CreatedAt))
            return true;
        var maker = context.Causes.Made("comment.create", comment.Id);
        if (maker is null && context.Causes.IsMaking("comment.create"))
            return false;
        context.Kinds.Fire(
            new WatchedEvent
            {
                Trigger = Trigger.CommentPosted,
                What = $"{comment.Id}",
                At = comment.CreatedAt,
                Record = comment,
                Project = seen.Project,
                List = seen.List,
                By = comment.AuthorName,
                Responsible = seen.Responsible,
                Cause = maker,
            },
            batch);
        return true;
    }

    private static DateTimeOffset Last(Sighting seen, WatchBatch batch) =>
        seen.Mark.Commented == 0 ? batch.Now : DateTimeOffset.FromUnixTimeSeconds(seen.Mark.Commented);
}
