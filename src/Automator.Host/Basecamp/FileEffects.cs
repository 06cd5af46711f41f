using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>What effects on categories and uploads send, and how records name the uploads they carry.</summary>
internal static class FileEffects
{
    /// <summary>Null for other effects.</summary>
    internal static EffectRequest? Plan(Operation effect) => effect switch
    {
        CreateCategory e => EffectPlan.Post($"/projects/{e.ProjectId}/categories.xml", $"create category {EffectPlan.Quote(e.Name)} in project {e.ProjectId}",
            RequestXml.Write(x => x.Within("category", () =>
            {
                x.Text("type", Name(e.Kind));
                x.Text("name", e.Name);
            }))),
        RenameCategory e => EffectPlan.Put($"/categories/{e.Id}.xml", $"rename category {e.Id} to {EffectPlan.Quote(e.Name)}",
            RequestXml.Write(x => x.Within("category", () => x.Text("name", e.Name)))),
        DeleteCategory e => EffectPlan.Delete($"/categories/{e.Id}.xml", $"delete category {e.Id}"),

        // What nothing takes goes by itself, so that the same sent twice leaves no more than once.
        UploadFile e => new EffectRequest
        {
            Method = "POST",
            Path = "/upload",
            Body = e.Bytes,
            ContentType = EffectRequest.Bytes,
            IsIdempotent = true,
            Description = $"upload {EffectPlan.Quote(e.Name)} ({e.Bytes.Length} bytes)",
        },
        _ => null,
    };

    internal static string Name(CategoryKind kind) => kind == CategoryKind.Files ? "attachment" : "post";

    internal static void Write(RequestXml xml, IEnumerable<AttachedFile> files)
    {
        foreach (var file in files)
        {
            xml.Within("attachments", () =>
            {
                xml.Text("name", file.Name);
                xml.Within("file", () =>
                {
                    xml.Text("file", file.UploadId);
                    xml.Text("content-type", file.ContentType);
                    xml.Text("original-filename", file.Name);
                });
            });
        }
    }
}
