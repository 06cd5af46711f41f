using System.Globalization;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>Bytes on their way to a message or comment.</summary>
internal static class UploadsArea
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<Route> Routes { get; } = [Route.Post("/upload", Receive, Reads.Bytes)];

    /// <summary>The upload of that name, if it is the caller's own and still there.</summary>
    public static Upload? Find(Call call, string key) =>
        int.TryParse(key[(key.LastIndexOf('.') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && call.Account.Uploads.Find(id) is { } upload && upload.Key == key && upload.PersonId == call.Caller.Id && !Expired(call, upload)
            ? upload
            : null;

    /// <summary>What nothing took in its time goes, with its bytes.</summary>
    public static void Sweep(Call call)
    {
        foreach (var upload in call.Account.Uploads.All.Where(upload => Expired(call, upload)).ToList())
        {
            call.Account.Remove(call.Account.Uploads, upload);
            call.Account.DropFile(upload.File);
        }
    }

    private static bool Expired(Call call, Upload upload) => call.Now - upload.CreatedAt >= Lifetime;

    private static Answer Receive(Call call)
    {
        Sweep(call);
        var upload = call.Account.Add(call.Account.Uploads, new Upload
        {
            File = call.File.Name,
            ByteSize = call.File.Size,
            PersonId = call.Caller.Id,
            CreatedAt = call.Now,
        });
        upload.Key = $"{call.Now.ToUnixTimeSeconds():x8}.emu.{upload.Id}";
        return Answer.Xml(xml => xml.Group("upload", record => record.Text("id", upload.Key)), call.Account.Behaviour.UploadStatus);
    }
}
