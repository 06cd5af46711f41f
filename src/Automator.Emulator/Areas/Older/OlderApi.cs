using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas.Older;

/// <summary>
/// The first API, of 2006, which clients in the field still speak: other doors to the same records, with the same checks. A
/// change is answered with the record it was about, also with one that is gone.
/// </summary>
internal static class OlderApi
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. OlderContacts.Routes, .. OlderMessages.Routes, .. OlderComments.Routes,
        .. OlderTodos.Routes, .. OlderMilestones.Routes, .. OlderHours.Routes,
    ];
}
