using System.Security.Cryptography;
using Automator.Emulator.Control;
using Automator.Emulator.Limits;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Sites;

/// <summary>Sends one answer with the headers every answer carries, or spoils it as a fault asks.</summary>
internal sealed class Reply(HttpContext context, RequestEntry entry, Pace pace, Account account, TimeProvider time, CancellationToken stopping)
{
    /// <summary>True when the request ends here, its work not done.</summary>
    public async Task<bool> SpoiledBeforeAsync(Fault fault)
    {
        if (fault.Status is { } status)
        {
            var answer = Answer.Html(status, "We're sorry, but something went wrong.");
            await SendAsync(status is 429 or 503 ? answer.With("Retry-After", $"{Math.Ceiling(fault.Seconds)}") : answer);
            return true;
        }

        switch (fault.Kind)
        {
            case "cut-before":
                context.Abort();
                return true;
            case "html":
                await SendAsync(Answer.Html(200, "Basecamp is down for maintenance"));
                return true;
            default:
                return false;
        }
    }

    public async Task SendAsync(Answer answer, Fault? fault = null)
    {
        entry.Status = answer.Status;
        await using var file = answer.File;
        if (fault?.Kind == "slow") await WaitAsync(TimeSpan.FromSeconds(fault.Seconds));
        if (fault?.Kind == "lose-answer") await WaitAsync(Timeout.InfiniteTimeSpan);
        if (fault?.Kind is "cut-after" or "lose-answer")
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        Describe(response, answer, fault);
        if (IsKnownToClient(answer)) response.StatusCode = (entry.Status = StatusCodes.Status304NotModified).Value;
        if (HttpMethods.IsHead(context.Request.Method) || response.StatusCode == StatusCodes.Status304NotModified) return;
        try
        {
            var parts = fault?.Kind == "truncate" ? 2 : 1;
            if (file is not null) await CopyAsync(file, file.Length / parts);
            else await response.Body.WriteAsync(answer.Body[..(answer.Body.Length / parts)], context.RequestAborted);

            // Short of what was announced: the server ends the connection, once what there is of it has gone out.
            if (parts > 1) await response.Body.FlushAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client went away; there is nobody left to tell.
        }
    }

    private async Task CopyAsync(Stream file, long length)
    {
        var chunk = new byte[64 * 1024];
        while (length > 0)
        {
            var count = await file.ReadAsync(chunk.AsMemory(0, (int)Math.Min(chunk.Length, length)), context.RequestAborted);
            if (count == 0) return;
            await context.Response.Body.WriteAsync(chunk.AsMemory(0, count), context.RequestAborted);
            length -= count;
        }
    }

    private void Describe(HttpResponse response, Answer answer, Fault? fault)
    {
        var headers = response.Headers;
        response.ContentType = fault?.Kind == "wrong-type" ? "text/plain" : answer.ContentType;
        response.ContentLength = answer.File?.Length ?? answer.Body.Length;
        headers["Status"] = answer.StatusLine;
        if (answer.File is null) headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(answer.Body.Span).AsSpan(0, 16))}\"";
        headers.Date = account.Work(at => at.Now).ToString("R");
        headers.CacheControl = "private, max-age=0, must-revalidate";
        headers["X-Throttle-Max"] = $"{pace.Max}";
        headers["X-Throttle-Count"] = $"{pace.Count}";
        headers["X-Throttle-Horizon"] = XmlOut.Stamp(pace.Horizon);
        headers["X-Emulator-Incarnation"] = account.Work(at => $"{at.Facts.Incarnation}");
        foreach (var (name, value) in answer.Headers) headers[name] = value;
    }

    /// <summary>True for a client that has the same answer from before, and says so.</summary>
    private bool IsKnownToClient(Answer answer)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        if (answer.Status != 200 || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))) return false;
        if (headers.ETag.Count == 0 || !request.Headers.IfNoneMatch.ToString().Contains(headers.ETag.ToString(), StringComparison.Ordinal)) return false;
        headers["Status"] = "304 Not Modified";
        headers.ContentLength = null;
        return true;
    }

    private async Task WaitAsync(TimeSpan span)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await Task.Delay(span, time, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The client or the server goes: the wait is over either way.
        }
    }
}
