using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Automator.Host.Budget;
using Polly;
using Polly.Timeout;

namespace Automator.Host.Basecamp;

/// <summary>One request in all its tries: each try asks the run's limit and the budget first.</summary>
internal sealed class Exchange(
    AccountConnection connection, HttpClient http, RequestBudget budget, Resilience resilience, TimeProvider time, ILogger logger)
{
    // A timeout of nothing would be none at all.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    private readonly ResiliencePipeline<Attempt> _retrying = resilience.Retrying(time);
    private readonly ResiliencePipeline _trying = resilience.Trying(time);

    internal Task<HttpAnswer> Get(string path, RequestSource source, CancellationToken cancellation) =>
        Make(new EffectRequest { Method = "GET", Path = path, IsIdempotent = true, Description = $"read {path}" }, source, cancellation);

    internal async Task<HttpAnswer> Make(EffectRequest request, RequestSource source, CancellationToken cancellation)
    {
        var tries = new Tries(request, source, new Failures(connection, request.Method, request.Path), time.GetTimestamp());
        try
        {
            var last = await _retrying.ExecuteAsync(
                static (state, token) => state.exchange.Attempt(state.tries, token), (exchange: this, tries), cancellation);
            return last.Answer ?? throw last.Failure!;
        }
        catch (Exception e) when (e is not CallFailedException && tries.Last is { Failure.IsInDoubt: true })
        {
            // Cancelled or stopped between two tries: that nothing was done is not known, and must not look so.
            throw tries.Last.Value.Failure;
        }
    }

    private async ValueTask<Attempt> Attempt(Tries tries, CancellationToken cancellation)
    {
        tries.Source.Spend(tries.Kind);
        var lease = await Lease(tries, cancellation);
        var ending = RequestEnding.Lost;
        Attempt attempt;
        // Once an effect is on its way, to give it up would only lose its answer.
        var context = ResilienceContextPool.Shared.Get(tries.Kind == RequestKind.Read ? cancellation : CancellationToken.None);
        context.Properties.Set(Resilience.LeftKey, Left(tries) is var left && left > Shortest ? left : Shortest);
        try
        {
            var answer = await _trying.ExecuteAsync(
                async trial => await Send(tries, () => ending = RequestEnding.Answered, trial.CancellationToken), context);
            attempt = Judge(tries, answer);
        }
        catch (AnswerTooLargeException e)
        {
            attempt = new Attempt(null, tries.Failures.Unreadable(e.Message, inner: e));
        }
        catch (Exception e) when (IsBroken(e) && !context.CancellationToken.IsCancellationRequested)
        {
            var unsent = Failures.IsUnsent(e);
            ending = unsent ? RequestEnding.Unsent : ending;
            attempt = new Attempt(null, tries.Failures.Unanswered(e), MayTryAgain: tries.Request.IsIdempotent || unsent);
        }
        finally
        {
            lease.End(ending);
            ResilienceContextPool.Shared.Return(context);
        }

        if (attempt.MayTryAgain && Left(tries) <= TimeSpan.Zero)
            attempt = attempt with { MayTryAgain = false };
        if (attempt is { MayTryAgain: true, Failure: { } failure })
            ExchangeLog.TryFailed(logger, connection.Name, failure.Message);
        tries.Last = attempt;
        return attempt;
    }

    private async ValueTask<BudgetLease> Lease(Tries tries, CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            var lease = await budget.Acquire(tries.Kind, tries.Source, cancellation);
            if (!budget.IsPaused)
            {
                tries.Waited += time.GetElapsedTime(asked);
                return lease;
            }

            // The server asked to be left alone after the slot was granted and before it was used.
            lease.End(RequestEnding.Unsent);
        }
    }

    private async Task<HttpAnswer> Send(Tries tries, Action arrived, CancellationToken cancellation)
    {
        using var message = Message(tries.Request);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
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

    private HttpRequestMessage Message(EffectRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(connection.Url, request.Path));
        message.Headers.Authorization = connection.Credentials.Header;
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
        if (RetryAfter.Of(answer, time.GetUtcNow()) is { } until)
        {
            budget.PauseUntil(until);
            ExchangeLog.Paused(logger, connection.Name, until);
            // Refused at the door, as the rate limits document it: nothing was done, whatever the method.
            return new Attempt(null, tries.Failures.Refused(answer), MayTryAgain: true, WasPaused: true);
        }

        if (answer.Status == HttpStatusCode.NotFound && tries is { Request.Method: "DELETE", Last.Failure.IsInDoubt: true })
            return new Attempt(answer, null); // An earlier try got through, and only its answer was lost.
        var passing = (int)answer.Status is >= 500 or 408;
        return new Attempt(null, tries.Failures.Refused(answer),
            MayTryAgain: (passing && tries.Request.IsIdempotent) || answer.Status == HttpStatusCode.TooManyRequests);
    }

    private TimeSpan Left(Tries tries) => resilience.TotalTimeout - (time.GetElapsedTime(tries.Started) - tries.Waited);

    private void Observe(RequestKind kind, HttpResponseHeaders headers)
    {
        if (Number(headers, "X-Throttle-Max") is { } max && Number(headers, "X-Throttle-Count") is { } count
            && headers.TryGetValues("X-Throttle-Horizon", out var values)
            && AnswerDates.TryInstant(values.First(), out var horizon))
            budget.Observe(kind, new ThrottleCount(max, count, horizon));
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

        internal RequestSource Source => source;

        internal Failures Failures => failures;

        internal long Started => started;

        internal RequestKind Kind { get; } = request.Method == "GET" ? RequestKind.Read : RequestKind.Write;

        /// <summary>For the budget, which is nobody's delay.</summary>
        internal TimeSpan Waited { get; set; }

        internal Attempt? Last { get; set; }
    }
}
