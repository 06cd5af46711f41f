using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Automator.Host.Broker;
using Automator.Host.Journal;
using Automator.Host.RunLog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Automator.Host.Control;

/// <summary>The control API: what <see cref="IAutomator"/> says, over HTTP with a token. Events are one JSON document a line.</summary>
internal static class ControlApi
{
    internal static void Map(IEndpointRouteBuilder routes, IAutomator automator, string token)
    {
        var api = routes.MapGroup("/api").AddEndpointFilter(async (context, next) =>
        {
            if (!IsAllowed(context.HttpContext.Request, token))
                return Error(401, "The token is missing or wrong. It is in host.json in the data folder.");
            try
            {
                return await next(context);
            }
            catch (Exception e) when (e is JournalException or RunLogException && !context.HttpContext.Response.HasStarted)
            {
                return Error(503, e.Message); // Such as a disk that is full: whoever asks is told, and can ask again.
            }
        });

        api.MapGet("/rules", async (CancellationToken cancellation) =>
            Json(await automator.Rules(cancellation)));

        api.MapGet("/budget", async (CancellationToken cancellation) =>
            Json(await automator.Budgets(cancellation)));

        api.MapGet("/accounts", async (CancellationToken cancellation) =>
            Json(await automator.Accounts(cancellation)));

        api.MapGet("/runs", async (string? account, string? rule, RunStatus? status, int? atMost, CancellationToken cancellation) =>
            Json(await automator.Runs(new RunQuery { Account = account, Rule = rule, Status = status, AtMost = Math.Clamp(atMost ?? 20, 1, 10_000) }, cancellation)));

        api.MapGet("/runs/{id}", async Task<Results<JsonHttpResult<IReadOnlyList<RunReport>>, JsonHttpResult<ControlError>>> (string id, CancellationToken cancellation) =>
        {
            try
            {
                // The key of what is queued may name a rule in a folder, and the server leaves that one letter as it was sent.
                return Json<IReadOnlyList<RunReport>>([await automator.ShowRun(id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), cancellation)]);
            }
            catch (NoSuchRunException e)
            {
                return Error(404, e.Message);
            }
        });

        Order<CancelRequest, CancelReport>(api, "/runs/cancel", automator.Cancel, ControlJson.Default.CancelReport);

        api.MapPost("/runs/resolve", async (HttpContext context, CancellationToken cancellation) =>
        {
            var request = await Read<ResolveRequest>(context, cancellation);
            if (request is not null)
                await Resolve(context, automator, request, cancellation);
        });

        api.MapPost("/runs/again", async (HttpContext context, CancellationToken cancellation) =>
        {
            var request = await Read<AgainRequest>(context, cancellation);
            if (request is not null)
                await Stream(context.Response, automator.RunAgain(request, cancellation), cancellation);
        });

        api.MapPost("/runs", async (HttpContext context, CancellationToken cancellation) =>
        {
            var request = await Read<RunRequest>(context, cancellation);
            if (request is not null)
                await Stream(context.Response, automator.Run(request, cancellation), cancellation);
        });

        Order<ReleaseRequest, ReleaseReport>(api, "/rules/release", automator.Release, ControlJson.Default.ReleaseReport);
        Order<PauseRequest, PauseReport>(api, "/rules/pause", automator.Pause, ControlJson.Default.PauseReport);
        Order<WhyRequest, IReadOnlyList<WhyReport>>(api, "/rules/why", automator.Why, ControlJson.Default.IReadOnlyListWhyReport);
        Order<LogRebuildRequest, LogRebuildReport>(api, "/log/rebuild", automator.RebuildLog, ControlJson.Default.LogRebuildReport);

        api.MapPost("/snippets", async (HttpContext context, CancellationToken cancellation) =>
        {
            var request = await Read<SnippetRequest>(context, cancellation);
            if (request is not null)
                await Stream(context.Response, automator.RunSnippet(request, cancellation), cancellation);
        });
    }

    internal static bool IsAllowed(HttpRequest request, string token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));

    /// <summary>What is asked for as JSON, and answered at once.</summary>
    private static void Order<TRequest, TReport>(
        IEndpointRouteBuilder api, string path, Func<TRequest, CancellationToken, Task<TReport>> order, JsonTypeInfo<TReport> json)
        where TRequest : class => api.MapPost(path, async (HttpContext context, CancellationToken cancellation) =>
        {
            if (await Read<TRequest>(context, cancellation) is { } request)
                await context.Response.WriteAsJsonAsync(await order(request, cancellation), json, cancellationToken: cancellation);
        });

    private static async Task Resolve(HttpContext context, IAutomator automator, ResolveRequest request, CancellationToken cancellation)
    {
        try
        {
            await context.Response.WriteAsJsonAsync(await automator.Resolve(request, cancellation), ControlJson.Default.ResolveReport, cancellationToken: cancellation);
        }
        catch (NoSuchRunException e)
        {
            await Error(404, e.Message).ExecuteAsync(context);
        }
    }

    private static JsonHttpResult<ControlError> Error(int status, string words) =>
        TypedResults.Json(new ControlError { Error = words }, ControlJson.Default.ControlError, statusCode: status);

    private static JsonHttpResult<T> Json<T>(T value) => TypedResults.Json(value, ControlJson.Default.Options);

    private static async Task<T?> Read<T>(HttpContext context, CancellationToken cancellation) where T : class
    {
        try
        {
            var request = await JsonSerializer.DeserializeAsync(context.Request.Body, typeof(T), ControlJson.Default, cancellation);
            if (request is T read)
                return read;
        }
        catch (JsonException)
        {
            // Answered below, like a body that is null.
        }

        context.Response.StatusCode = 400;
        await context.Response.WriteAsJsonAsync(
            new ControlError { Error = $"The body is no {typeof(T).Name} in JSON." }, ControlJson.Default.ControlError, cancellationToken: cancellation);
        return null;
    }

    private static async Task Stream(HttpResponse response, IAsyncEnumerable<RunEvent> events, CancellationToken cancellation)
    {
        response.ContentType = "application/x-ndjson";
        await foreach (var happened in events)
        {
            await JsonSerializer.SerializeAsync(response.Body, happened, ControlJson.Default.RunEvent, cancellation);
            await response.Body.WriteAsync("\n"u8.ToArray(), cancellation);
            await response.Body.FlushAsync(cancellation);
        }
    }
}
