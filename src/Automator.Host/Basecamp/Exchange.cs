using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Automator.Host.Budget;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Automator.Host.Basecamp;

/// <summary>One request in all its tries: each try asks the breaker, the run's limit and the budget first.</summary>
internal sealed class Exchange : IDisposable
{
    /// <summary>
    /// Requests under way at once. What waits for a connection waits here, before it is handed over: the handler's own
    /// queue would send it into a pause that began meanwhile.
    /// </summary>
    internal const int Doors = 64;

    // A timeout of nothing would be none at all.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly AccountConnection _connection;
    private readonly HttpClient _http;
    private readonly RequestBudget _budget;
    private readonly Resilience _resilience;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<Attempt> _retrying;
    private readonly ResiliencePipeline _trying;
    private readonly AccountBreaker _breaker;
    private readonly SharedGets _shared;
    private readonly SemaphoreSlim _doors = new(Doors);

    internal Exchange(AccountConnection connection, HttpClient http, RequestBudget budget, Resilience resilience, TimeProvider time, ILogger logger)
    {
        (_connection, _http, _budget, _resilience, _time, _logger) = (connection, http, budget, resilience, time, logger);
        _retrying = resilience.Retrying(time);
        _trying = resilience.Trying(time);
        _breaker = new AccountBreaker(resilience, connection.Name, time, logger);
        _shared = new SharedGets((path, source, cancellation) => InTries(
            new EffectRequest { Method = "GET", Path = path, IsIdempotent = true, Description = $"read {path}" }, source, cancellation));
    }

    /// <summary>The same GET under way already answers this one too.</summary>
    internal Task<HttpAnswer> Get(string path, RequestSource source, CancellationToken cancellation) => _shared.Get(path, source, cancellation);

    internal async Task<HttpAnswer> Make(EffectRequest request, RequestSource source, CancellationToken cancellation)
    {
        try
        {
            return await InTries(request, source, cancellation);
        }
        finally
        {
            // Whoever changed something reads it changed.
            _shared.ShareNoMore();
        }
    }

    public void Dispose() => _doors.Dispose();

    private async Task<HttpAnswer> InTries(EffectRequest request, RequestSource source, CancellationToken cancellation)
    {
        var tries = new Tries(request, source, new Failures(_connection, request.Method, request.Path), _time.GetTimestamp());
        var last = await _retrying.ExecuteAsync(
            static (state, token) => state.exchange.Attempt(state.tries, token), (exchange: this, tries), cancellation);
        return last.Answer ?? throw last.Failure!;
    }

    private async ValueTask<Attempt> Attempt(Tries tries, CancellationToken cancellation)
    {
        var attempt = _breaker.OpenUntil is { } until
            ? new Attempt(null, tries.Failures.LeftAlone(until))
            : await Authorized(tries, cancellation);
        if (attempt.MayTryAgain && Left(tries) <= TimeSpan.Zero)
            attempt = attempt with { MayTryAgain = false };
        if (attempt is { MayTryAgain: true, Failure: { } failure })
            ExchangeLog.TryFailed(_logger, _connection.Name, failure.Message);
        return attempt;
    }

    private async ValueTask<Attempt> Authorized(Tries tries, CancellationToken cancellation)
    {
        try
        {
            tries.Authorization = await _connection.Credentials.Authorize(cancellation);
            var attempt = await Leased(tries, cancellation);
            if (attempt.Failure is not { Status: (int)HttpStatusCode.Unauthorized } || tries.IsRenewed)
                return attempt;
            // Turned away at the door: nothing was done, whatever the method.
            tries.IsRenewed = true;
            return await _connection.Credentials.Renew(tries.Authorization, cancellation)
                ? attempt with { MayTryAgain = true, IsDelayNeedless = true }
                : attempt;
        }
        catch (LoginFailedException e)
        {
            return new Attempt(null, tries.Failures.NotLetIn(e), MayTryAgain: e.MayRetry);
        }
    }

    private async ValueTask<Attempt> Leased(Tries tries, CancellationToken cancellation)
    {
        tries.Source.Spend(tries.Kind);
        var lease = await Lease(tries, cancellation);
        var ending = RequestEnding.Lost;
        // Once an effect is on its way, to give it up would only lose its answer.
        var context = ResilienceContextPool.Shared.Get(tries.Kind == RequestKind.Read ? cancellation : CancellationToken.None);
        context.Properties.Set(Resilience.LeftKey, Left(tries) is var left && left > Shortest ? left : Shortest);
        try
        {
            return await _breaker.Guard(() => Try(tries, context, happened => ending = happened));
        }
        catch (BrokenCircuitException)
        {
            ending = RequestEnding.Unsent;
            return new Attempt(null, tries.Failures.LeftAlone(_breaker.OpenUntil ?? _time.GetUtcNow()));
        }
        finally
        {
            lease.End(ending);
            _doors.Release();
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Attempt> Try(Tries tries, ResilienceContext context, Action<RequestEnding> happened)
    {
        try
        {
            var answer = await _trying.ExecuteAsync(
                async trial => await Send(tries, () => happened(RequestEnding.Answered), trial.CancellationToken), context);
            return Judge(tries, answer);
        }
        catch (AnswerTooLargeException e)
        {
            return new Attempt(null, tries.Failures.Unreadable(e.Message, inner: e));
        }
        catch (Exception e) when (IsBroken(e) && !context.CancellationToken.IsCancellationRequested)
        {
            var unsent = Failures.IsUnsent(e);
            if (unsent)
                happened(RequestEnding.Unsent);
            return new Attempt(null, tries.Failures.Unanswered(e), MayTryAgain: tries.MayRepeat || unsent);
        }
    }

    private async ValueTask<BudgetLease> Lease(Tries tries, CancellationToken cancellation)
    {
        var asked = _time.GetTimestamp();
        while (true)
        {
            var turn = _budget.Acquire(tries.Kind, tries.Source, cancellation);
            var lease = tries.Source.Waiting is { } waiting ? await waiting.Of(turn) : await turn;
            try
            {
                await _doors.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                lease.End(RequestEnding.Unsent);
                throw;
            }

            if (!_budget.IsPaused)
            {
                tries.Waited += _time.GetElapsedTime(asked);
                return lease;
            }

            // The server asked to be left alone after the slot was granted and before it was used.
            _doors.Release();
            lease.End(RequestEnding.Unsent);
        }
    }

    private async Task<HttpAnswer> Send(Tries tries, Action arrived, CancellationToken cancellation)
    {
        using var message = Message(tries);
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        arrived();
        Observe(tries.Kind, response.Headers);
        try
        {
            return await HttpAnswer.Read(response, cancellation);
        }
        catch (Exception e) when (tries.Kind == RequestKind.Write && (IsBroken(e) || e is AnswerTooLargeException))
        {
            // Status and Location say it all: a body that breaks off takes nothing from an effect's answer.
            return new HttpAnswer { Status = response.StatusCode, Headers = response.Headers };
        }
    }

    private HttpRequestMessage Message(Tries tries)
    {
        var request = tries.Request;
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_connection.Url, request.Path));
        message.Headers.Authorization = tries.Authorization;
        // With content, be it none, the handler leaves it to us to try again: a try it makes by itself is one the budget does not see.
        message.Content = new ReadOnlyMemoryContent(request.Body);
        if (request.Body.Length > 0)
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType, request.Uploads ? null : "utf-8");
        return message;
    }

    private Attempt Judge(Tries tries, HttpAnswer answer)
    {
        if (answer.IsSuccess)
            return answer.IsHtml ? new Attempt(null, tries.Failures.Html(answer)) : new Attempt(answer, null);
        if (RetryAfter.Of(answer, _time.GetUtcNow()) is { } until)
        {
            var isAhead = until > _time.GetUtcNow();
            _budget.PauseUntil(until);
            ExchangeLog.Paused(_logger, _connection.Name, until);
            // Refused at the door, as the rate limits document it: nothing was done, whatever the method.
            return new Attempt(null, tries.Failures.Refused(answer), MayTryAgain: true) { IsDelayNeedless = isAhead };
        }

        var passing = (int)answer.Status is >= 500 or 408;
        return new Attempt(null, tries.Failures.Refused(answer),
            MayTryAgain: (passing && tries.MayRepeat) || answer.Status == HttpStatusCode.TooManyRequests);
    }

    private TimeSpan Left(Tries tries) => _resilience.TotalTimeout - (_time.GetElapsedTime(tries.Started) - tries.Waited);

    private void Observe(RequestKind kind, HttpResponseHeaders headers)
    {
        if (Number(headers, "X-Throttle-Max") is { } max && Number(headers, "X-Throttle-Count") is { } count
            && headers.TryGetValues("X-Throttle-Horizon", out var values)
            && AnswerDates.TryInstant(values.First(), out var horizon))
            _budget.Observe(kind, new ThrottleCount(max, count, horizon));
    }

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool IsBroken(Exception e) =>
        e is HttpRequestException or IOException or InvalidDataException or TimeoutRejectedException or TimeoutException
            or OperationCanceledException { InnerException: TimeoutException };

    private sealed class Tries(EffectRequest request, RequestSource source, Failures failures, long started)
    {
        internal EffectRequest Request => request;

        /// <summary>
        /// Whether it may be sent again though it may have been done. A change may not, however often it can be made: a person may have
        /// changed the record meanwhile. Whoever sent it looks at the account first. An upload nobody sees.
        /// </summary>
        internal bool MayRepeat => Kind == RequestKind.Read || request.Uploads;

        internal RequestSource Source => source;

        internal Failures Failures => failures;

        internal long Started => started;

        internal RequestKind Kind { get; } = request.Method == "GET" ? RequestKind.Read : RequestKind.Write;

        /// <summary>For the budget, which is nobody's delay.</summary>
        internal TimeSpan Waited { get; set; }

        internal AuthenticationHeaderValue? Authorization { get; set; }

        /// <summary>Once a request: a login that is new and refused all the same gets no better.</summary>
        internal bool IsRenewed { get; set; }
    }
}
