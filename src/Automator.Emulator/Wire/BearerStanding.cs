using Automator.Emulator.Store;

namespace Automator.Emulator.Wire;

/// <summary>What an authorization server says of a bearer token.</summary>
internal abstract record BearerStanding
{
    private BearerStanding()
    {
    }

    public static Bad Missing { get; } = new("This address wants a token: Authorization: Bearer TOKEN.");
    public static Bad Unknown { get; } = new("OAuth token is not known. Acquire a new one.");

    // The words that clients in the field look for.
    public static Bad Expired { get; } = new("OAuth token expired (old age). Refresh your token or acquire a new one.");

    public sealed record Good(string EmailAddress, DateTimeOffset ExpiresAt) : BearerStanding
    {
        public Person? Find(Account account) =>
            account.People.All.FirstOrDefault(person => !person.Deleted && person.EmailAddress.Equals(EmailAddress, StringComparison.OrdinalIgnoreCase));
    }

    public sealed record Bad(string Why) : BearerStanding
    {
        public string Challenge => this == Missing
            ? "Bearer realm=\"Basecamp\""
            : $"Bearer realm=\"Basecamp\", error=\"invalid_token\", error_description=\"{Why}\"";
    }
}
