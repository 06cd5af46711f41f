namespace Automator.Emulator.Store;

internal sealed class TimeEntry : Entity
{
    public int ProjectId { get; set; }

    /// <summary>Whose hours they are; who wrote them down is <see cref="CreatorId"/>.</summary>
    public int PersonId { get; set; }
    public int CreatorId { get; set; }
    public DateOnly Date { get; set; }
    public decimal Hours { get; set; }
    public string Description { get; set; } = "";
    public int? TodoItemId { get; set; }
}
