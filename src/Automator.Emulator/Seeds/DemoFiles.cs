using System.Text;
using Automator.Emulator.Store;

namespace Automator.Emulator.Seeds;

/// <summary>Files of the demo: few, since each is one on the disk, but of every sort and in every place.</summary>
internal sealed class DemoFiles(DemoStage stage)
{
    private readonly Seedbed _bed = stage.Bed;

    public void Plant(IReadOnlyList<DemoWork> works)
    {
        DemoWork Of(string name) => works.Single(work => work.Project.Name == name);
        StyleTile(Of("Harbor Brewing website"));
        var shop = Of("Foxglove online shop");
        Alone(shop, "redirects.csv", "text/csv", Text("old,new", "/shop.php?cat=2,/shelves/fiction", "/shop.php?cat=5,/shelves/children", "/terms.html,/terms"), "Tom", 70);
        Alone(shop, "test-cards.txt", "text/plain", Text("Accepted: 4242 4242 4242 4242", "Declined: 4000 0000 0000 0002", "Any date to come, any three digits."), "Sofia", 58);
        OnMessage(shop, "kickoff-notes.txt", "text/plain", Text("Goals", "- sell books on phones", "- vouchers before Christmas", "", "Not now", "- accounts for schools"));
        OnComment(shop, "opening-hours.csv", "text/csv", Text("day,opens,closes", "Monday,10:00,18:30", "Saturday,10:00,17:00", "Sunday,,"));
        var labels = Of("Harbor seasonal labels");
        Alone(labels, "estimate-labels.pdf", "application/pdf", DemoPaper.Page("Estimate", "Three seasonal labels, six-pack carrier, bottle cap", "Artwork: 64 hours", "Valid for sixty days"), "Maya", 88, isPrivate: true);
        OnMessage(labels, "hop-green.png", "image/png", DemoPicture.Stripes(0x5B7F3A, 0x86A35B, 0xC9D6A3));
        Alone(Of("Foxglove newsletter"), "readers-by-month.csv", "text/csv", Text("month,readers", "1,3120", "2,3377", "3,3610", "4,4102"), "Hugh", 61);
        OnMessage(Of("Foxglove spring catalogue"), "press-proof.pdf", "application/pdf", DemoPaper.Page("Press proof", "Black is 3% too light on the inside pages (see the margin).", "Otherwise good to print."));
    }

    /// <summary>The first came with a message, the second replaced it when the client asked for a darker green.</summary>
    private void StyleTile(DemoWork work)
    {
        var first = OnMessage(work, "style-tile.png", "image/png", DemoPicture.Stripes(0x2F6B4F, 0xE9DFC7, 0xC0582B, 0x2B2B2B));
        first.Current = false;
        var later = stage.Dates.After(first.CreatedOn, 9);
        File(work, "style-tile.png", "image/png", DemoPicture.Stripes(0x1F4A37, 0xE9DFC7, 0xC0582B, 0x2B2B2B), first.PersonId, later, made =>
            (made.Collection, made.Version, made.Description, made.OwnerId, made.OwnerType) = (first.Id, 2, "With the darker green", first.OwnerId, first.OwnerType));
    }

    private void Alone(DemoWork work, string name, string type, byte[] bytes, string who, int daysAgo, bool isPrivate = false) =>
        File(work, name, type, bytes, stage.People.Named(who).Id, _bed.Now.AddDays(-daysAgo), made => made.Private = isPrivate);

    private Attachment OnMessage(DemoWork work, string name, string type, byte[] bytes)
    {
        var post = work.Posts.First(post => !post.Private && _bed.Account.Attachments.All.All(other => other.OwnerId != post.Id));
        return File(work, name, type, bytes, post.AuthorId, post.PostedOn, made => (made.OwnerId, made.OwnerType) = (post.Id, "Post"));
    }

    private void OnComment(DemoWork work, string name, string type, byte[] bytes)
    {
        var comment = work.Posts.Where(post => !post.Private).SelectMany(post => _bed.Account.Comments.Under(post.Id)).First();
        File(work, name, type, bytes, comment.AuthorId, comment.CreatedAt, made => (made.OwnerId, made.OwnerType) = (comment.Id, "Comment"));
    }

    private Attachment File(DemoWork work, string name, string type, byte[] bytes, int personId, DateTimeOffset at, Action<Attachment> more)
    {
        var category = type == "image/png" ? "Pictures" : "Documents";
        return _bed.File(work.Project, name, bytes, _bed.Account.People.Find(personId)!, at, made =>
        {
            made.ContentType = type;
            made.CategoryId = _bed.Account.Categories.Under(work.Project.Id).Single(known => known.Name == category).Id;
            more(made);
        });
    }

    private static byte[] Text(params IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
}
