using Automator.Emulator.Wire;

namespace Automator.Emulator.Authorization;

/// <summary>Asks a person whether an application may act for them, and brings the answer back to the application.</summary>
internal sealed class ConsentDesk(AuthorizationStore store, ClientList clients, Identities identities)
{
    public Answer Ask(Parameters given) =>
        AuthorizationRequest.Read(given, clients, out var problem) is { } request
            ? ConsentPage.Question(request, identities.All())
            : ConsentPage.Problem(400, problem);

    /// <summary>
    /// What the page sends, and what a script can send in its place: <c>commit</c> (allow or deny) and <c>identity</c>, an
    /// e-mail address or a user name.
    /// </summary>
    public Answer Decide(Parameters given)
    {
        if (AuthorizationRequest.Read(given, clients, out var problem) is not { } request) return ConsentPage.Problem(400, problem);
        switch (given["commit"])
        {
            case "deny":
                return request.Redirect(("error", Refusal.Denied.In(request.Dialect).Word));
            case "allow":
                return given["identity"] is { } name && identities.Named(name) is { } identity
                    ? Allow(request, identity.EmailAddress)
                    : ConsentPage.Problem(400, "identity must be the e-mail address or the user name of a person in one of the accounts.");
            default:
                return ConsentPage.Problem(400, "commit must be allow or deny.");
        }
    }

    private Answer Allow(AuthorizationRequest request, string emailAddress)
    {
        if (!request.InBrowser) return request.Redirect(("code", store.NewCode(request.ClientId, request.RedirectUri, emailAddress)));
        var issued = store.Allow(request.ClientId, emailAddress);
        return request.Redirect(
            ("access_token", issued.AccessToken),
            ("token_type", "Bearer"),
            ("expires_in", $"{AuthorizationStore.TokenLife.TotalSeconds:0}"),
            ("refresh_token", issued.RefreshToken));
    }
}
