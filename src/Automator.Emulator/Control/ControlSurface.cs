using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Automator.Emulator.Store;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Control;

internal sealed record ControlState(Guid Incarnation, string Seed, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<Fault> Faults);
internal sealed record MailRecord(int Id, DateTimeOffset SentAt, int PersonId, string To, string Subject, string Body, string About);
internal sealed record ControlError(string Error);

/// <summary>What stands beside the account: for tests, drills and people, never for its clients.</summary>
internal sealed class ControlSurface(Account account, RequestLog log, FaultList faults, Action reset, string token)
{
    public const string Root = "/_emulator";
    private const int LargestBody = 1 << 20;

    public async Task AnswerAsync(HttpContext context)
    {
        if (!Known(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await WriteAsync(context, 401, new ControlError("The control surface wants its own token: Authorization: Bearer TOKEN."), ControlJson.Default.ControlError);
            return;
        }

        var (method, path) = (context.Request.Method, context.Request.Path.Value!.TrimEnd('/'));
        switch (method, path[Root.Length..])
        {
            case ("GET", ""):
                await WriteAsync(context, 200, State(), ControlJson.Default.ControlState);
                break;
            case ("GET", "/requests"):
                var since = long.TryParse(context.Request.Query["since"], out var number) ? number : 0;
                await WriteAsync(context, 200, log.Since(since), ControlJson.Default.IReadOnlyListRequestEntry);
                break;
            case ("GET", "/mail"):
                await WriteAsync(context, 200, Mails(), ControlJson.Default.IReadOnlyListMailRecord);
                break;
            case ("POST", "/reset"):
                await ResetAsync(context);
                break;
            case ("POST", "/faults"):
                await AddFaultsAsync(context);
                break;
            case ("DELETE", "/faults"):
                faults.Clear();
                await WriteAsync(context, 200, State(), ControlJson.Default.ControlState);
                break;
            default:
                await WriteAsync(context, 404, new ControlError($"There is no {method} {path}."), ControlJson.Default.ControlError);
                break;
        }
    }

    private ControlState State() => account.Work(at => new ControlState(at.Facts.Incarnation, at.Facts.Seed, at.Counts(), faults.Left()));

    private IReadOnlyList<MailRecord> Mails() => account.Work<IReadOnlyList<MailRecord>>(at =>
        [.. at.Mails.All.Select(mail => new MailRecord(mail.Id, mail.SentAt, mail.PersonId, mail.To, mail.Subject, mail.Body, mail.About))]);

    /// <summary>A seed file may have changed since the start, and be wrong now: the account stays as it is.</summary>
    private async Task ResetAsync(HttpContext context)
    {
        try
        {
            reset();
            await WriteAsync(context, 200, State(), ControlJson.Default.ControlState);
        }
        catch (EmulatorException fault)
        {
            await WriteAsync(context, 422, new ControlError(fault.Message), ControlJson.Default.ControlError);
        }
    }

    private async Task AddFaultsAsync(HttpContext context)
    {
        try
        {
            if (context.Request.ContentLength > LargestBody) throw new JsonException("The body is too large.");
            var given = await JsonSerializer.DeserializeAsync(context.Request.Body, ControlJson.Default.ListFault, context.RequestAborted) ?? [];
            var unknown = given.FirstOrDefault(fault => fault is null || !Fault.Kinds.Contains(fault.Kind) || fault.Nth < 1 || fault.Times < 1 || fault.Seconds < 0);
            if (given.Contains(null!) || unknown is not null)
                throw new JsonException($"Kind must be one of {string.Join(", ", Fault.Kinds)}; nth and times count from 1.");
            faults.Add(given);
            await WriteAsync(context, 200, State(), ControlJson.Default.ControlState);
        }
        catch (JsonException fault)
        {
            await WriteAsync(context, 422, new ControlError(fault.Message), ControlJson.Default.ControlError);
        }
    }

    private bool Known(HttpRequest request) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));

    private static async Task WriteAsync<T>(HttpContext context, int status, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(ControlState))]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(List<Fault>))]
[JsonSerializable(typeof(IReadOnlyList<RequestEntry>))]
[JsonSerializable(typeof(IReadOnlyList<MailRecord>))]
internal sealed partial class ControlJson : JsonSerializerContext;
