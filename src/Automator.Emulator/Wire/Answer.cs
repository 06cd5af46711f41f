using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Automator.Emulator.Wire;

/// <summary>What goes back. A body of one space is what the server sends where it has nothing to say.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string ContentType = Answer.XmlType)
{
    public const string XmlType = "application/xml; charset=utf-8";
    public const string HtmlType = "text/html; charset=utf-8";
    private static readonly ReadOnlyMemory<byte> Blank = " "u8.ToArray();

    public static Answer Done { get; } = new(200, Blank);
    public static Answer NotFound { get; } = new(404, Blank);
    public static Answer Forbidden { get; } = new(403, Blank);
    public static Answer Conflict { get; } = new(409, Blank);

    /// <summary>Bytes too many to hold: sent in place of the body.</summary>
    public Stream? File { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What the Status header says, where it is not the standard words.</summary>
    public string? Reason { get; init; }

    public string StatusLine => $"{Status} {Reason ?? ReasonPhrases.GetReasonPhrase(Status)}";

    public static Answer Xml(Action<XmlOut> write, int status = 200)
    {
        var xml = new XmlOut();
        write(xml);
        return new Answer(status, xml.Bytes);
    }

    public static Answer Created(string location) => new Answer(201, Blank).With("Location", location);

    /// <param name="says">How the record is given back, as the first API did; null for today's, which says nothing.</param>
    public static Answer Created<T>(string location, T record, Action<XmlOut, T>? says) =>
        (Changed(record, says) with { Status = 201 }).With("Location", location);

    /// <summary>What is to go is said before it goes.</summary>
    /// <param name="says">As above.</param>
    public static Answer Changed<T>(T record, Action<XmlOut, T>? says) => says is null ? Done : Xml(xml => says(xml, record));

    public static Answer Invalid(params IEnumerable<string> errors) =>
        Xml(xml => xml.Group("errors", list =>
        {
            foreach (var error in errors) list.Text("error", error);
        }), 422);

    public static Answer Html(int status, string text) =>
        new(status, Encoding.UTF8.GetBytes($"<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>\n"), HtmlType);

    /// <summary>As it stands, to who asks for no account: without limits, faults or a tag.</summary>
    public async Task SendAsync(HttpContext context)
    {
        var response = context.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (Status, ContentType, Body.Length);
        response.Headers["Status"] = StatusLine;
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        try
        {
            await response.Body.WriteAsync(Body, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client went away; there is nobody left to tell.
        }
    }

    public Answer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };
}
