using Automator.Emulator.Areas.Older;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>Every path of the account, as data.</summary>
internal static class Everything
{
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. AccountArea.Routes, .. PeopleArea.Routes, .. CompaniesArea.Routes, .. ProjectsArea.Routes, .. CategoriesArea.Routes,
        .. MessagesArea.Routes, .. CommentsArea.Routes, .. TodoListsArea.Routes, .. TodoItemsArea.Routes,
        .. CalendarArea.Routes, .. UploadsArea.Routes, .. FilesArea.Routes, .. HoursArea.Routes,
        .. OlderApi.Routes,
    ];
}
