using Automator.Emulator.Store;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

/// <summary>The files that messages and comments carry.</summary>
internal static class Attaching
{
    /// <summary>Those of one project, by the number of what carries them, oldest first.</summary>
    public static ILookup<int, Attachment> Carried(Account account, int projectId) =>
        account.Attachments.Under(projectId).Where(attachment => attachment.OwnerId is not null).ToLookup(attachment => attachment.OwnerId!.Value);

    public static int CountOn(Account account, int owner) => account.Attachments.All.Count(attachment => attachment.OwnerId == owner);

    public static void Add(Call call, IReadOnlyList<WantedFile> files, int projectId, int ownerId, string ownerType)
    {
        var before = Carried(call.Account, projectId)[ownerId].ToList();
        foreach (var file in files)
        {
            var collection = file.Collection ?? before.Find(other => other.Name == file.Name)?.Collection;
            var attachment = call.Account.Add(call.Account.Attachments, new Attachment
            {
                ProjectId = projectId,
                PersonId = call.Caller.Id,
                CreatedOn = call.Now,
                OwnerId = ownerId,
                OwnerType = ownerType,
                Name = file.Name,
                Description = file.Description,
                OriginalFilename = file.OriginalFilename,
                ContentType = file.ContentType,
                File = file.Upload.File,
                ByteSize = file.Upload.ByteSize,
                CategoryId = file.CategoryId,
            });
            Versions.Join(call.Account, attachment, collection);
            call.Account.Remove(call.Account.Uploads, file.Upload);
        }
    }

    /// <summary>All that these messages or comments carry goes, bytes and all.</summary>
    public static void RemoveFrom(Account account, params IReadOnlyCollection<int> owners)
    {
        if (owners.Count == 0) return;
        foreach (var attachment in account.Attachments.All.Where(one => one.OwnerId is { } owner && owners.Contains(owner)).ToList())
        {
            account.Remove(account.Attachments, attachment);
            account.DropFile(attachment.File);
            Versions.Left(account, attachment);
        }
    }
}
