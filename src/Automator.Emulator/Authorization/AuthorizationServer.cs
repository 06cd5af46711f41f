using Automator.Emulator.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Authorization;

/// <summary>
/// Launchpad on this machine: OAuth 2, draft 5, beside the accounts. It answers at
/// <c>/authorization/new</c>, <c>/authorization/token</c>, <c>/authorization.json</c> and <c>/authorization.xml</c>.
/// A script authorises without a browser: <c>curl -i -d identity=ada.admin -d commit=allow
/// "…/authorization/new?type=web_server&amp;client_id=…&amp;redirect_uri=…"</c> answers with the redirect.
/// </summary>
internal sealed class AuthorizationServer
{
    private static readonly object Door = new();
    private readonly AuthorizationStore _store;
    private readonly Identities _identities;
    private readonly ConsentDesk _consent;
    private readonly TokenDesk _tokens;

    public AuthorizationServer(AuthorizationStore store, IReadOnlyList<RegisteredClient> clients, Func<IReadOnlyList<AuthorizableAccount>> accounts)
    {
        var known = new ClientList(clients);
        _store = store;
        _identities = new Identities(accounts);
        _consent = new ConsentDesk(store, known, _identities);
        _tokens = new TokenDesk(store, known, _identities);
    }

    /// <summary>Marks what comes in at its own door, whichever port that turns out to have.</summary>
    public static ConnectionDelegate Mark(ConnectionDelegate next) => connection =>
    {
        connection.Items[Door] = Door;
        return next(connection);
    };

    public static bool IsAskedBy(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Door) == true;

    public async Task AnswerAsync(HttpContext context)
    {
        var answer = await WorkAsync(context);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Pragma"] = "no-cache";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Content-Type-Options"] = "nosniff";
        await answer.SendAsync(context);
    }

    /// <summary>A border: whatever breaks inside is a 500 without a word about the inside, and without a token.</summary>
    private async Task<Answer> WorkAsync(HttpContext context)
    {
        try
        {
            return await RouteAsync(context.Request, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return ConsentPage.Problem(400, "The client went away.");
        }
        catch (Exception)
        {
            return ConsentPage.Problem(500, "Something went wrong.");
        }
    }

    private async Task<Answer> RouteAsync(HttpRequest request, CancellationToken cancellation)
    {
        var method = HttpMethods.IsHead(request.Method) ? "GET" : request.Method;
        var given = await Parameters.ReadAsync(request, cancellation);
        var credentials = Credentials.Read(request.Headers.Authorization.ToString());
        return (method, request.Path.Value?.TrimEnd('/')) switch
        {
            ("GET", "/authorization/new") => _consent.Ask(given!),
            ("POST", "/authorization/new") => given is null ? ConsentPage.Problem(400, "The form cannot be read, or is too large.") : _consent.Decide(given),
            ("POST", "/authorization/token") => _tokens.Answer(given, credentials),
            ("GET", "/authorization.json") => Document(credentials, given!, document => document.Json()),
            ("GET", "/authorization.xml") => Document(credentials, given!, document => document.Xml()),
            (_, "/authorization/new") => Only("GET, POST"),
            (_, "/authorization/token") => Only("POST"),
            (_, "/authorization.json" or "/authorization.xml") => Only("GET"),
            _ => ConsentPage.Problem(404, "There is /authorization/new, /authorization/token, /authorization.json and /authorization.xml here, and nothing else."),
        };
    }

    private Answer Document(Credentials credentials, Parameters given, Func<AuthorizationDocument, Answer> write)
    {
        var token = credentials is Credentials.Bearer bearer ? bearer.Token : given["access_token"];
        if (token is null) return Refused(BearerStanding.Missing);
        return _store.StandingOf(token) switch
        {
            BearerStanding.Good good when _identities.Find(good.EmailAddress) is { } identity =>
                write(AuthorizationDocument.Of(identity, _store.NumberOf(identity.EmailAddress), good.ExpiresAt)),
            BearerStanding.Bad bad => Refused(bad),
            _ => Refused(new BearerStanding.Bad(Refusal.IdentityUnknown.Description)),
        };
    }

    private static Answer Refused(BearerStanding.Bad why) => FlatText.Write("json", 401, ("error", why.Why)).With("WWW-Authenticate", why.Challenge);

    private static Answer Only(string methods) => ConsentPage.Problem(405, $"This address answers to {methods} only.").With("Allow", methods);
}
