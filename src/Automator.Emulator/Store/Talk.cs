namespace Automator.Emulator.Store;

internal sealed class Category : Entity
{
    public string Name { get; set; } = "";
    public string Type { get; set; } = "post";
    public int ProjectId { get; set; }
}

internal sealed class Post : Entity
{
    public string Title { get; set; } = "";
    public string Body { get; set; } = "";
    public string ExtendedBody { get; set; } = "";
    public bool Private { get; set; }
    public bool UseTextile { get; set; } = true;
    public int ProjectId { get; set; }
    public int? CategoryId { get; set; }
    public int MilestoneId { get; set; }
    public int AuthorId { get; set; }
    public DateTimeOffset PostedOn { get; set; }
}

internal sealed class Comment : Entity
{
    public string Body { get; set; } = "";
    public string CommentableType { get; set; } = "";
    public int CommentableId { get; set; }
    public int AuthorId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>What the account would have sent: nothing leaves the machine.</summary>
internal sealed class Mail : Entity
{
    public int PersonId { get; set; }
    public string To { get; set; } = "";
    public string Subject { get; set; } = "";
    public string Body { get; set; } = "";
    public string About { get; set; } = "";
    public DateTimeOffset SentAt { get; set; }
}
