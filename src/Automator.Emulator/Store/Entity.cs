using System.Text.Json.Serialization;

namespace Automator.Emulator.Store;

/// <summary>Ids are unique over all kinds: a client that mistakes a list for an item gets its 404, and a child needs only its parent's number.</summary>
internal abstract class Entity
{
    [JsonIgnore]
    public int Id { get; set; }
}
