namespace Automator.Emulator.Seeds;

/// <summary>What a project of the demo is about. Days count from now: 5 is to come, -5 has been.</summary>
/// <param name="Parts">What is made here, as a sentence names it: <c>the home page</c>.</param>
internal sealed record DemoProject(string Name, string Client, int DaysOld, int QuietForDays, string[] Parts)
{
    public string Status { get; init; } = "active";
    public string Announcement { get; init; } = "";
    public required DemoList[] Lists { get; init; }
    public DemoMilestone[] Milestones { get; init; } = [];
    public DemoEvent[] Events { get; init; } = [];
    public int Messages { get; init; }
}

/// <param name="Name">Also says which to-dos there are: <see cref="DemoTodos"/>.</param>
/// <param name="Milestone">The title of one of the project's.</param>
internal sealed record DemoList(string Name, int Items, string? Milestone = null)
{
    /// <summary>Where the list is about other things than its project.</summary>
    public string[]? Parts { get; init; }
    public string Description { get; init; } = "";
}

/// <param name="Who">A first name, or the first word of a company.</param>
internal sealed record DemoMilestone(string Title, int InDays, string Who, bool Done = false);

/// <param name="Hour">null: the whole day, or days.</param>
internal sealed record DemoEvent(string Title, int InDays, int? Hour = null, int Days = 1);
