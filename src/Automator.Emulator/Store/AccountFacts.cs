namespace Automator.Emulator.Store;

/// <summary>What is true of the account as a whole. Kept as one row, with the counter that makes ids.</summary>
internal sealed class AccountFacts : Entity
{
    public Guid Incarnation { get; set; }
    public string Seed { get; set; } = "";
    public string Name { get; set; } = "";
    public int AccountHolderId { get; set; }
    public int PrimaryCompanyId { get; set; }
    public bool EmailNotificationEnabled { get; set; } = true;
    public bool TimeTrackingEnabled { get; set; } = true;
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public int LastId { get; set; }
    public List<string> PostCategories { get; set; } = [];
    public List<string> AttachmentCategories { get; set; } = [];
}
