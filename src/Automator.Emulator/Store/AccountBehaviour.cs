using System.Text.Json.Serialization;

namespace Automator.Emulator.Store;

/// <summary>When <c>last-changed-on</c> of a project moves.</summary>
internal enum ChangeDates
{
    /// <summary>On every change inside the project, at once.</summary>
    [JsonStringEnumMemberName("all")]
    All,

    /// <summary>On changes of its to-do lists and items only.</summary>
    [JsonStringEnumMemberName("todos")]
    Todos,

    /// <summary>On every change, but seen only some time after it.</summary>
    [JsonStringEnumMemberName("late")]
    Late,
}

/// <summary>What nobody documents. The defaults are what clients in the field get along with.</summary>
internal sealed record AccountBehaviour
{
    public ChangeDates ChangeDates { get; init; } = ChangeDates.All;

    /// <summary>How much later, where dates are late.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>201 as documented; one client in the field insists on 200.</summary>
    public int UploadStatus { get; init; } = 201;
}
