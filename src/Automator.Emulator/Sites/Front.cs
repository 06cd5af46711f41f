using System.Net;
using Automator.Emulator.Control;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Sites;

/// <summary>An account's face: counts, recognises, routes and answers every request.</summary>
/// <param name="bearers">What the authorization server says of a token; null where there is no such server.</param>
internal sealed class Front(RouteTable routes, Func<string, BearerStanding>? bearers, TimeProvider machine, CancellationToken stopping)
{
    private readonly BodyRoom _bodies = new();

    public async Task AnswerAsync(HttpContext context, Site site)
    {
        var request = context.Request;
        var path = Normal(request.Path.Value ?? "/");
        var userAgent = request.Headers.UserAgent.ToString();
        var entry = site.Log.Arrived(request.Method, path + request.QueryString.Value, userAgent);
        var pace = site.Throttle.Count($"{context.Connection.RemoteIpAddress}", Method(request) == "GET", userAgent.Length > 0);
        entry.Flooding = pace.Flooding;
        var reply = new Reply(context, entry, pace, site.Account, machine, stopping);
        if (pace.RetryAfter is { } wait)
        {
            await reply.SendAsync(Answer.Html(site.Throttle.Limits.Status, "Slow down! The limit of requests is reached.").With("Retry-After", Seconds(wait)));
            return;
        }

        var fault = site.Faults.Meet(request.Method, path);
        entry.Fault = fault?.Kind;
        if (fault is null || !await reply.SpoiledBeforeAsync(fault))
            await reply.SendAsync(await WorkAsync(context, site, path, entry), fault);
    }

    /// <summary>What a request gets that no account is there for: nobody counts it, nobody logs it.</summary>
    public static Task AnswerNobodyAsync(HttpContext context)
    {
        const string reason = "The requested account could not be found";
        return (Answer.Html(404, reason) with { Reason = reason }).SendAsync(context);
    }

    /// <summary>A border: whatever breaks inside is a 500 without a word about the inside.</summary>
    private async Task<Answer> WorkAsync(HttpContext context, Site site, string path, RequestEntry entry)
    {
        try
        {
            return OtherScheme(context.Request, site) ?? await AnswerAsync(context, site.Account, path, entry);
        }
        catch (BadBodyException fault)
        {
            return Answer.Invalid(fault.Message) with { Status = 400 };
        }
        catch (BadHttpRequestException fault)
        {
            return Answer.Html(fault.StatusCode, "The request cannot be read");
        }
        catch (InvalidDataException)
        {
            return Answer.Html(400, "The request cannot be unpacked");
        }
        catch (BodyRoom.FullException)
        {
            return Answer.Html(503, "Too much is sent at once").With("Retry-After", "1");
        }
        catch (Exception fault) when (DiskFull.Is(fault))
        {
            entry.Fault = fault.Message;
            return Answer.Html(507, "There is no room left in the emulator's data folder");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return Answer.Html(400, "The client went away");
        }
        catch (Exception fault)
        {
            entry.Fault = fault.Message;
            return Answer.Html(500, "Something went wrong");
        }
    }

    private async Task<Answer> AnswerAsync(HttpContext context, Account account, string path, RequestEntry entry)
    {
        var request = context.Request;
        var (caller, refusal) = Recognise(Credentials.Read(request.Headers.Authorization.ToString()), account);
        if (caller is null) return refusal;
        entry.Person = caller.Name();

        var (bare, xml) = path.EndsWith(".xml", StringComparison.Ordinal) ? (path[..^4], true) : (path, false);
        if (routes.Find(Method(request), bare, out var methods) is not { } match)
            return methods.Count == 0 ? Answer.NotFound : Answer.Html(405, "Method not allowed").With("Allow", string.Join(", ", methods));
        if (!xml && match.Route is { Method: "GET", AnyAccept: false } && !request.Headers.Accept.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase))
            return Answer.Html(406, "This address is a page for people. Ask for it with .xml at its end, or accept application/xml.");

        using var room = _bodies.Open();
        if (await RequestBody.ReadAsync(request, match.Route.Reads, account.Files, room, context.RequestAborted) is not { } body)
            return Answer.Html(413, "The body is too large");
        try
        {
            return account.Work(at => match.Route.Handle(new Call(at, caller, match, request.Query, body) { Base = Base(request) }));
        }
        catch
        {
            // The record that would have named the bytes is taken back.
            if (body.File is { } file) account.Files.Drop(file.Name);
            throw;
        }
    }

    /// <summary>As the client named it. What is no plain host is answered with the address the request came to.</summary>
    private static string Base(HttpRequest request)
    {
        var named = $"{request.Scheme}://{request.Host.ToUriComponent()}";
        if (Uri.TryCreate(named, UriKind.Absolute, out var uri) && uri is { UserInfo: "", PathAndQuery: "/", Fragment: "" })
            return uri.GetLeftPart(UriPartial.Authority);
        var connection = request.HttpContext.Connection;
        return $"{request.Scheme}://{new IPEndPoint(connection.LocalIpAddress ?? IPAddress.Loopback, connection.LocalPort)}";
    }

    /// <summary>An account answers on one scheme, and says where it does to who asks on the other.</summary>
    private static Answer? OtherScheme(HttpRequest request, Site site)
    {
        if (request.IsHttps == site.Options.Ssl) return null;
        var there = new UriBuilder(site.Url) { Host = request.Host.HasValue ? request.Host.Host : site.Url.Host };
        var location = there.Uri.GetLeftPart(UriPartial.Authority) + request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
        return Answer.Html(302, "You are being redirected.").With("Location", location);
    }

    /// <summary>Who asks, and what they are told if that is nobody.</summary>
    private (Person? Caller, Answer Refusal) Recognise(Credentials credentials, Account account) => credentials switch
    {
        Credentials.Broken => (null, Answer.Html(400, "Bad Request")),
        Credentials.Basic basic => (account.Work(basic.Find), Challenge()),
        Credentials.Bearer bearer when bearers is not null => bearers(bearer.Token) switch
        {
            // A token that is good elsewhere: a new one would change nothing, so this is no 401.
            BearerStanding.Good good => (account.Work(good.Find), Answer.Html(403, "This Basecamp ID has no access to this account")),
            BearerStanding.Bad bad => (null, Answer.Html(401, bad.Why).With("WWW-Authenticate", bad.Challenge)),
            _ => (null, Challenge()),
        },
        _ => (null, Challenge()),
    };

    private static Answer Challenge() =>
        new Answer(401, "HTTP Basic: Access denied.\n"u8.ToArray(), Answer.HtmlType).With("WWW-Authenticate", "Basic realm=\"Basecamp\"");

    private static string Method(HttpRequest request) => HttpMethods.IsHead(request.Method) ? "GET" : request.Method;

    private static string Seconds(TimeSpan wait) => $"{Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))}";

    private static string Normal(string path)
    {
        while (path.Contains("//")) path = path.Replace("//", "/");
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }
}
