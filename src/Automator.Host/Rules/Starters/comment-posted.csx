// Shown by `automator rules`. Say in a sentence what the rule is for.
Rule.Describe("Opens a to-do again when somebody comments on it that it is not done.");

// Runs once for every comment that appears from now on.
On.CommentPosted(async comment =>
{
    if (comment.CommentableType != "TodoItem" || !comment.Body.Contains("not done"))
        return;

    var todo = await Basecamp.TodoItem(comment.CommentableId);
    if (todo.IsCompleted)
        await todo.Reopen();
});
