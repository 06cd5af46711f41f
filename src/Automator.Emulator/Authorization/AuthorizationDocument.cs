using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Emulator.Wire;

namespace Automator.Emulator.Authorization;

/// <summary>What a token is good for: whose it is, until when, and in which accounts.</summary>
internal sealed record AuthorizationDocument(string ExpiresAt, AuthorizationDocument.Person Identity, IReadOnlyList<AuthorizationDocument.Place> Accounts)
{
    // "basecamp" is Classic's name among the products; later ones are bcx and bc3.
    private const string Product = "basecamp";

    public static AuthorizationDocument Of(Identity identity, int number, DateTimeOffset expiresAt) => new(
        XmlOut.Stamp(expiresAt),
        new Person(number, identity.FirstName, identity.LastName, identity.EmailAddress),
        [.. identity.Accounts.Select(account => new Place(Product, account.Id, account.Name, account.Href))]);

    public Answer Json() => new(200, JsonSerializer.SerializeToUtf8Bytes(this, DocumentJson.Default.AuthorizationDocument), FlatText.JsonType);

    /// <summary>Attributes, unlike all other XML of Basecamp: the clients that read it look for nothing else.</summary>
    public Answer Xml() => Answer.Xml(xml => xml.Group("authorization", root =>
    {
        root.Empty("identity", Identity.Attributes());
        root.Group("accounts", list =>
        {
            foreach (var account in Accounts) list.Empty("account", account.Attributes());
        });
    }, XmlOut.Attribute("expires_at", ExpiresAt)));

    internal sealed record Person(int Id, string FirstName, string LastName, string EmailAddress)
    {
        public string Attributes() =>
            XmlOut.Attribute("id", $"{Id}") + XmlOut.Attribute("first_name", FirstName)
            + XmlOut.Attribute("last_name", LastName) + XmlOut.Attribute("email_address", EmailAddress);
    }

    internal sealed record Place(string Product, int Id, string Name, string Href)
    {
        public string Attributes() =>
            XmlOut.Attribute("product", Product) + XmlOut.Attribute("id", $"{Id}") + XmlOut.Attribute("name", Name) + XmlOut.Attribute("href", Href);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(AuthorizationDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;
