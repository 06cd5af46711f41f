using Automator.Emulator.Store;
using Automator.Emulator.Wire;
using Microsoft.Net.Http.Headers;

namespace Automator.Emulator.Areas;

internal static class FilesArea
{
    private const int PageSize = 100;

    public static IReadOnlyList<Route> Routes { get; } =
    [
        Route.Get("/projects/{id}/attachments", Page),
        Route.Get($"/projects/{{id}}/file/{{attachment}}/{Route.AnyWords}", Download) with { AnyAccept = true },
    ];

    private static Answer Page(Call call)
    {
        if (call.Sight.Project(call.Id) is not { } project) return Answer.NotFound;
        var category = call.QueryNumber("category_id");
        var page = call.Account.Attachments.Under(project.Id)
            .Where(attachment => (category is null || attachment.CategoryId == category) && call.Sight.Sees(attachment))
            .OrderByDescending(attachment => attachment.CreatedOn).ThenByDescending(attachment => attachment.Id)
            .Skip(Paging.Offset(call)).Take(PageSize);
        return Answer.Xml(xml => AttachmentXml.Array(xml, call, page));
    }

    /// <summary>To be kept, never to be shown: a page somebody uploaded must not run as one of the account's.</summary>
    private static Answer Download(Call call)
    {
        if (call.Sight.Attachment(call.SecondId) is not { } attachment || attachment.ProjectId != call.Id) return Answer.NotFound;
        if (call.Account.Files.Open(attachment.File) is not { } file) return Answer.NotFound;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.OriginalFilename);
        return (new Answer(200, default, attachment.ContentType) { File = file })
            .With("Content-Disposition", disposition.ToString())
            .With("X-Content-Type-Options", "nosniff")
            .With("ETag", $"\"{attachment.File}\"");
    }
}
