using Automator.Emulator.Wire;

namespace Automator.Emulator.Areas;

internal static class AccountArea
{
    public static IReadOnlyList<Route> Routes { get; } = [Route.Get("/account", Show)];

    private static Answer Show(Call call) => Answer.Xml(xml => xml.Group("account", account =>
    {
        var facts = call.Account.Facts;
        account.Integer("account-holder-id", facts.AccountHolderId);
        account.DateTime("created-at", facts.CreatedAt);
        account.Boolean("email-notification-enabled", facts.EmailNotificationEnabled);
        account.Integer("id", call.Account.Number);
        account.Text("name", facts.Name);
        account.Integer("primary-company-id", facts.PrimaryCompanyId);
        account.Boolean("ssl-enabled", call.Account.SslEnabled);

        // The bytes in use. Those that may be used stand in the subscription, and pass 2^31.
        account.Integer("storage", call.Account.Attachments.All.Sum(file => file.ByteSize));
        account.Boolean("time-tracking-enabled", facts.TimeTrackingEnabled);
        account.DateTime("updated-at", facts.UpdatedAt);
        account.Group("subscription", Subscription);
        account.Group("default-attachment-categories", list => Categories(list, facts.AttachmentCategories));
        account.Group("default-post-categories", list => Categories(list, facts.PostCategories));
    }));

    private static void Subscription(XmlOut xml)
    {
        xml.Text("name", "Premium");
        xml.Float("writeboards", "Infinity");
        xml.Integer("projects", 100);
        xml.Integer("storage", 32_212_254_720);
        xml.Boolean("ssl", true);
        xml.Boolean("time-tracking", true);
    }

    private static void Categories(XmlOut xml, List<string> names)
    {
        foreach (var name in names) xml.Text("category", name);
    }
}
