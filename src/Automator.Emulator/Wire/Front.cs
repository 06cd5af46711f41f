using System.Net;
using Automator.Emulator.Control;
using Automator.Emulator.Limits;
using Automator.Emulator.Store;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Wire;

/// <summary>The account's face: counts, recognises, routes and answers every request.</summary>
internal sealed class Front(
    Account account, RouteTable routes, EmulatorOptions options, RequestLog log, FaultList faults, CancellationToken stopping)
{
    private readonly Throttle _throttle = new(options.Limits, options.Time);

    public async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var path = Normal(request.Path.Value ?? "/");
        var userAgent = request.Headers.UserAgent.ToString();
        var entry = log.Arrived(request.Method, path + request.QueryString.Value, userAgent);
        var pace = _throttle.Count($"{context.Connection.RemoteIpAddress}", Method(request) == "GET", userAgent.Length > 0);
        entry.Flooding = pace.Flooding;
        var reply = new Reply(context, entry, pace, account, options.Time, stopping);
        if (pace.RetryAfter is { } wait)
        {
            await reply.SendAsync(Answer.Html(503, "Slow down! The limit of requests is reached.").With("Retry-After", Seconds(wait)));
            return;
        }

        var fault = faults.Meet(request.Method, path);
        entry.Fault = fault?.Kind;
        if (fault is null || !await reply.SpoiledBeforeAsync(fault))
            await reply.SendAsync(await WorkAsync(context, path, entry), fault);
    }

    /// <summary>A border: whatever breaks inside is a 500 without a word about the inside.</summary>
    private async Task<Answer> WorkAsync(HttpContext context, string path, RequestEntry entry)
    {
        try
        {
            return await AnswerAsync(context, path, entry);
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

    private async Task<Answer> AnswerAsync(HttpContext context, string path, RequestEntry entry)
    {
        var request = context.Request;
        if (options.HostNames.Count > 0 && !options.HostNames.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            return Answer.Html(404, "The requested account could not be found") with { Reason = "The requested account could not be found" };
        var credentials = Credentials.Read(request.Headers.Authorization.ToString());
        if (credentials is Credentials.Broken) return Answer.Html(400, "Bad Request");
        if (credentials is not Credentials.Basic basic || account.Work(basic.Find) is not { } caller) return Challenge();
        entry.Person = caller.Name();

        var (bare, xml) = path.EndsWith(".xml", StringComparison.Ordinal) ? (path[..^4], true) : (path, false);
        if (routes.Find(Method(request), bare, out var methods) is not { } match)
            return methods.Count == 0 ? Answer.NotFound : Answer.Html(405, "Method not allowed").With("Allow", string.Join(", ", methods));
        if (!xml && match.Route is { Method: "GET", ForPeople: false } && !request.Headers.Accept.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase))
            return Answer.Html(406, "This address is a page for people. Ask for it with .xml at its end, or accept application/xml.");

        if (await RequestBody.ReadAsync(request, match.Route.Reads, account.Files, context.RequestAborted) is not { } body)
            return Answer.Html(413, "The body is too large");
        try
        {
            return account.Work(at => match.Route.Handle(new Call(at, caller, match.Ids, request.Query, body) { Base = Base(request) }));
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
