using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Automator.Host.Basecamp;

/// <summary>An answer that came whole.</summary>
internal sealed record HttpAnswer
{
    internal const int MaximumBytes = 32 << 20;
    private const int MaximumErrorBytes = 64 << 10;

    internal required HttpStatusCode Status { get; init; }

    internal required HttpResponseHeaders Headers { get; init; }

    internal string? MediaType { get; init; }

    internal ArraySegment<byte> Body { get; init; } = ArraySegment<byte>.Empty;

    internal bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>By its type, or by how it begins: gateways send pages under any type.</summary>
    internal bool IsHtml =>
        MediaType is "text/html" or "application/xhtml+xml" && !BodyStarts("<?xml") && !IsBlank
        || BodyStarts("<!doctype html") || BodyStarts("<html");

    internal bool IsBlank => Start(64).Trim().Length == 0;

    internal string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    internal static async Task<HttpAnswer> Read(HttpResponseMessage response, CancellationToken cancellation)
    {
        var limit = response.IsSuccessStatusCode ? MaximumBytes : MaximumErrorBytes;
        return new HttpAnswer
        {
            Status = response.StatusCode,
            Headers = response.Headers,
            MediaType = response.Content.Headers.ContentType?.MediaType,
            Body = await ReadBody(response.Content, limit, cutOff: !response.IsSuccessStatusCode, cancellation),
        };
    }

    private static async Task<ArraySegment<byte>> ReadBody(HttpContent content, int limit, bool cutOff, CancellationToken cancellation)
    {
        using var stream = await content.ReadAsStreamAsync(cancellation);
        var announced = content.Headers.ContentLength is { } length && length < limit ? (int)length + 1 : 16 << 10;
        var buffer = new byte[announced];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
                return new ArraySegment<byte>(buffer, 0, filled);
            filled += read;
            if (filled > limit)
                return cutOff ? new ArraySegment<byte>(buffer, 0, limit) : throw new AnswerTooLargeException(limit);
            if (filled == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
        }
    }

    private bool BodyStarts(string text) => Start(256).TrimStart('\uFEFF').TrimStart().StartsWith(text, StringComparison.OrdinalIgnoreCase);

    private string Start(int bytes) => Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(bytes, Body.Count)));
}

/// <summary>An answer larger than anything an account sends.</summary>
internal sealed class AnswerTooLargeException(int limit) : Exception($"it is larger than {limit >> 20} MB");
