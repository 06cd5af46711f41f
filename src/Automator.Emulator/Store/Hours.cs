namespace Automator.Emulator.Store;

internal sealed class TimeEntry : Entity
{
    public int ProjectId { get; set; }
    public int PersonId { get; set; }
    public DateOnly Date { get; set; }
    public decimal Hours { get; set; }
    public string Description { get; set; } = "";
    public int? TodoItemId { get; set; }
}
