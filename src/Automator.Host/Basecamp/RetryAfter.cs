using System.Net;

namespace Automator.Host.Basecamp;

/// <summary>When a server that refuses may be asked again.</summary>
internal static class RetryAfter
{
    /// <summary>Null when the answer names none. Both forms: seconds, and an HTTP date.</summary>
    internal static DateTimeOffset? Of(HttpAnswer answer, DateTimeOffset now)
    {
        if (answer.Status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            return null;
        return answer.Headers.RetryAfter switch
        {
            { Delta: { } wait } => now + wait,
            // By the server's clock: a date says nothing without the time it was written at.
            { Date: { } date } => now + (date - (answer.Headers.Date ?? now)),
            _ => null,
        };
    }
}
