namespace Automator.Emulator.Authorization;

/// <summary>An application as its author registered it.</summary>
/// <param name="RedirectUris">The only ones people are sent back to; none: any.</param>
internal sealed record RegisteredClient(string Id, string Secret, params IReadOnlyList<string> RedirectUris);

/// <summary>The applications that may ask. Without any, every client_id with every secret may.</summary>
internal sealed class ClientList(IReadOnlyList<RegisteredClient> clients)
{
    public bool Knows(string id) => clients.Count == 0 || Find(id) is not null;

    public bool Approves(string id, string redirectUri) =>
        Find(id) is not { RedirectUris: { Count: > 0 } approved } || approved.Contains(redirectUri);

    public bool Trusts(string? id, string? secret) =>
        id is not null && secret is not null && (clients.Count == 0 || Find(id)?.Secret == secret);

    private RegisteredClient? Find(string id) => clients.FirstOrDefault(client => client.Id == id);
}
