using Automator.Sdk.Protocol;

namespace Automator.Sdk;

/// <summary>
/// How a handler of an event behaves, and of which events it hears: of those that match everything that is given here, each by one of its
/// names, in which upper and lower case count. What it does not hear of is listed with that reason.
/// </summary>
public sealed record EventOptions
{
    /// <summary>The handler's name; by default its trigger and place, like <c>project-created-1</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Only what happens in the projects of these names.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Only what happens in projects for the companies of these names.</summary>
    public IReadOnlyList<string> Companies { get; init; } = [];

    /// <summary>Only to-do lists of these names, and items in them. For events of to-dos alone.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Only what people of these names did. For events of which Basecamp tells who did it: what was created, posted, added or completed.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Only what people or companies of these names answer for. For events of to-do items and milestones.</summary>
    public IReadOnlyList<string> Responsible { get; init; } = [];

    /// <summary>
    /// What becomes of an event of a record while a run of this handler for that record is under way;
    /// <see cref="Sdk.Overlap.QueueAll"/> by default. Runs for different records do not wait for each other.
    /// </summary>
    public Overlap Overlap { get; init; } = Overlap.QueueAll;

    /// <summary>How many runs of this handler there are at once, over all records; 16 by default.</summary>
    public int AtMost { get; init; } = 16;

    /// <summary>
    /// Whether what a run of this same rule has done fires it too; false by default, so that a rule does not go round in a circle. It
    /// is listed with that reason. What other rules do fires it either way, up to five that lead to each other.
    /// </summary>
    public bool Own { get; init; }

    /// <summary>
    /// Waits until no such event of the same record has come for this long, and then runs once, with the record as it was last seen; not at all
    /// by default. A record that does not come to rest is run for after ten times as long. At most an hour; with less than the account's
    /// <c>poll</c> it makes little difference.
    /// </summary>
    public TimeSpan? Debounce { get; init; }

    /// <exception cref="ArgumentException">It asks for what cannot be.</exception>
    internal Gathering? ToGathering()
    {
        if (Debounce is not { } quiet)
            return null;
        if (Overlap == Overlap.Skip)
            throw new ArgumentException($"With {nameof(Overlap.Skip)}, what a record came to while its run is under way would never be run for. Leave {nameof(Overlap)} or {nameof(Debounce)} out.");
        return new Gathering { Quiet = Required.AtMostAnHour(quiet, nameof(Debounce)), Longest = 10 * quiet };
    }

    /// <exception cref="ArgumentException">A filter asks for what this kind of event does not tell.</exception>
    internal EventFilter? ToFilter(Trigger trigger)
    {
        Refuse(Lists, nameof(Lists), trigger is >= Trigger.TodoListCreated and <= Trigger.TodoItemDueIn, trigger, "is in no to-do list");
        Refuse(By, nameof(By), TellsWho(trigger), trigger, "does not tell who did it");
        Refuse(Responsible, nameof(Responsible), HasResponsible(trigger), trigger, "is of something that nobody answers for");
        return Projects.Count + Companies.Count + Lists.Count + By.Count + Responsible.Count == 0
            ? null
            : new EventFilter { Projects = [.. Projects], Companies = [.. Companies], Lists = [.. Lists], By = [.. By], Responsible = [.. Responsible] };
    }

    private static bool TellsWho(Trigger trigger) => trigger is Trigger.TodoListCompleted or Trigger.TodoItemCreated or Trigger.TodoItemCompleted
        or Trigger.MessagePosted or Trigger.CommentPosted or Trigger.MilestoneCreated or Trigger.MilestoneCompleted or Trigger.TimeEntryAdded;

    private static bool HasResponsible(Trigger trigger) => trigger is >= Trigger.TodoItemCreated and <= Trigger.TodoItemDueIn
        or >= Trigger.MilestoneCreated and <= Trigger.MilestoneDueIn;

    private static void Refuse(IReadOnlyList<string> names, string option, bool isAllowed, Trigger trigger, string why)
    {
        if (names.Count > 0 && !isAllowed)
            throw new ArgumentException($"{option} says nothing here: {trigger.ToName()} {why}. Leave it out.", option);
    }
}
