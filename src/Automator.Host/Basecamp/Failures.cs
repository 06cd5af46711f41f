using System.Net;
using System.Net.Sockets;
using Automator.Sdk.Protocol;

namespace Automator.Host.Basecamp;

/// <summary>What went wrong with one request, in words that say what to do. Knows the account, so that no secret of it gets out.</summary>
internal sealed class Failures(AccountConnection connection, string method, string path)
{
    internal bool IsRead => method == "GET";

    internal CallFailedException Refused(HttpAnswer answer) => answer.Status switch
    {
        HttpStatusCode.Unauthorized => Failed(answer, CallFailureKind.Forbidden,
            $"The account '{connection.Name}' did not accept its {connection.Credentials.Kind}. Is it still valid? It is set for the account in automator.json."),
        HttpStatusCode.Forbidden => Failed(answer, CallFailureKind.Forbidden,
            $"The account '{connection.Name}' does not allow {Request}: whoever its {connection.Credentials.Kind} belongs to may not do this."),
        HttpStatusCode.NotFound when IsUnknownAccount(answer) => Failed(answer, CallFailureKind.Unavailable,
            $"There is no account at {Authority(connection.Url)}. Is the url of '{connection.Name}' in automator.json right?", isConfiguration: true),
        HttpStatusCode.NotFound => Failed(answer, CallFailureKind.NotFound,
            $"{Request}: the account '{connection.Name}' has no such record, or does not show it to whoever its {connection.Credentials.Kind} belongs to."),
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is not null =>
            Failed(answer, CallFailureKind.Unavailable, $"{Request}: the account '{connection.Name}' asks to be left alone for a while (status {(int)answer.Status})."),
        _ when (int)answer.Status is >= 300 and < 400 => Redirected(answer),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => Down(answer),
        _ when (int)answer.Status >= 500 => Down(answer),
        _ when (int)answer.Status is >= 400 => Invalid(answer),
        _ => Unreadable($"status {(int)answer.Status}, which means nothing here", answer),
    };

    internal CallFailedException Html(HttpAnswer answer) => Failed(answer, CallFailureKind.Unreadable,
        $"{Request}: {Authority(connection.Url)} answered HTML (status {(int)answer.Status}); is the url of '{connection.Name}' in automator.json an account's?",
        inDoubt: !IsRead);

    internal CallFailedException Unreadable(string reason, HttpAnswer? answer = null, Exception? inner = null) => new(
        Failure(CallFailureKind.Unreadable, $"{Request}: the answer of the account '{connection.Name}' cannot be read: {reason}."), inner)
    {
        Status = (int?)answer?.Status,
        IsInDoubt = !IsRead,
    };

    /// <summary>No answer came, or none whole.</summary>
    internal CallFailedException Unanswered(Exception cause)
    {
        var unsent = IsUnsent(cause);
        var reason = cause is TimeoutException or Polly.Timeout.TimeoutRejectedException ? "did not answer in time" : Reason(cause);
        return new CallFailedException(
            Failure(CallFailureKind.Unavailable, $"{Request}: the account '{connection.Name}' at {Authority(connection.Url)} {reason}.", mayRetry: true), cause)
        {
            IsInDoubt = !IsRead && !unsent,
        };
    }

    /// <summary>Nothing was done: there is nothing to be let in by.</summary>
    internal CallFailedException NotLetIn(LoginFailedException cause) => new(Failure(
        cause.MayRetry ? CallFailureKind.Unavailable : CallFailureKind.Forbidden, $"{Request}: {cause.Message}", cause.MayRetry), cause);

    /// <summary>Not even asked, since it kept failing.</summary>
    internal CallFailedException LeftAlone(DateTimeOffset until) => new(Failure(CallFailureKind.Unavailable,
        $"{Request} was not sent: the account '{connection.Name}' failed again and again, and is left alone until {until:HH:mm:ss'Z'}.", mayRetry: true));

    /// <summary>True when the request provably never left: nobody listened, or there was nobody to ask.</summary>
    internal static bool IsUnsent(Exception cause) => cause is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
    };

    private string Request => $"{method} {path}";

    private static string Reason(Exception cause) => cause switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "cannot be found: its name does not resolve",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "could not be reached securely: its certificate or its TLS was refused",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "does not listen: the connection was refused",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "could not be reached",
        _ => "broke off before its answer was whole",
    };

    /// <summary>Never followed: what stands there is another scheme, another account, or a page for people.</summary>
    private CallFailedException Redirected(HttpAnswer answer)
    {
        var right = answer.Headers.Location is { } location ? new Uri(connection.Url, location) : null;
        var isElsewhere = right is not null && Authority(right) != Authority(connection.Url);
        var words = right is null ? "points on to nowhere"
            : isElsewhere ? Elsewhere(right)
            : $"points on to {right.AbsolutePath}, which is not followed";
        return Failed(answer, CallFailureKind.Unavailable, $"{Request}: {Authority(connection.Url)} {words} (status {(int)answer.Status}).", isConfiguration: isElsewhere);
    }

    /// <summary>Names no address that automator.json would refuse.</summary>
    private string Elsewhere(Uri right)
    {
        var isSameHost = right.Host == connection.Url.Host && right.Scheme != connection.Url.Scheme;
        var start = isSameHost ? $"answers over {right.Scheme} alone" : $"points on to {Authority(right)}";
        var url = $"the url of '{connection.Name}' in automator.json";
        if (right.Scheme == Uri.UriSchemeHttp && !right.IsLoopback)
            return $"{start}, over which secrets would travel in clear. Switch SSL on for the account, in Basecamp's settings, and let {url} be https://{right.Host}";
        if (right.Host == "basecamp.com" || right.Host.EndsWith(".basecamp.com", StringComparison.Ordinal))
            return $"{start}, which is the newer Basecamp. Is {url} that of a Basecamp Classic account?";
        return isSameHost ? $"{start}: {url} should be {Authority(right)}" : $"{start}. If that is the account, {url} should be {Authority(right)}";
    }

    private CallFailedException Down(HttpAnswer answer) => Failed(answer, CallFailureKind.Unavailable,
        $"{Request}: the account '{connection.Name}' cannot answer now (status {(int)answer.Status}).",
        mayRetry: true, inDoubt: !IsRead && answer.Status != HttpStatusCode.TooManyRequests);

    private CallFailedException Invalid(HttpAnswer answer)
    {
        var errors = AnswerErrors.Read(answer).Select(connection.Credentials.Redact).ToList();
        var words = errors.Count > 0 ? string.Join(" ", errors.Select(e => e.EndsWith('.') ? e : e + "."))
            : answer.Status == HttpStatusCode.Conflict ? "the record is still in use."
            : "no reason was given.";
        var refused = Failure(CallFailureKind.Invalid, $"{Request}: the account '{connection.Name}' refused it (status {(int)answer.Status}): {words}");
        return new CallFailedException(refused with { Errors = errors }) { Status = (int)answer.Status };
    }

    private CallFailedException Failed(
        HttpAnswer answer, CallFailureKind kind, string message, bool? mayRetry = null, bool inDoubt = false, bool isConfiguration = false) =>
        new(Failure(kind, message, mayRetry ?? answer.Headers.RetryAfter is not null))
        {
            Status = (int)answer.Status,
            IsInDoubt = inDoubt,
            IsConfiguration = isConfiguration,
        };

    private CallFailure Failure(CallFailureKind kind, string message, bool mayRetry = false) => new()
    {
        Kind = kind,
        Message = connection.Credentials.Redact(message),
        Account = connection.Name,
        Method = method,
        Path = path,
        MayRetry = mayRetry,
    };

    private static bool IsUnknownAccount(HttpAnswer answer) =>
        answer.Header("Status")?.Contains("account could not be found", StringComparison.OrdinalIgnoreCase) == true;

    private static string Authority(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
