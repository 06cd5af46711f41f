using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Automator.Emulator.Sites;
using Automator.Emulator.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Automator.Emulator.Control;

/// <summary>What stands beside the accounts: for tests, drills and people, never for the accounts' clients.</summary>
internal sealed class ControlSurface(SiteDirectory sites, EmulatorClock clock, string? certificatePem, string token)
{
    public const string Root = "/_emulator";
    private const int LargestBody = 64 << 20;

    public IReadOnlyList<ControlRoute> Routes { get; } =
    [
        .. new StateControl(sites, clock, certificatePem).Routes, .. new ClockControl(clock).Routes,
        .. RecordsControl.Routes, .. SettingsControl.Routes, .. FaultsControl.Routes,
    ];

    public async Task AnswerAsync(HttpContext context)
    {
        var answer = await WorkAsync(context);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        if (answer.Status == 401) context.Response.Headers.WWWAuthenticate = "Bearer";
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private async Task<ControlAnswer> WorkAsync(HttpContext context)
    {
        if (!Known(context.Request)) return ControlAnswer.Error(401, "The control surface wants its own token: Authorization: Bearer TOKEN.");
        var (method, path) = (context.Request.Method, context.Request.Path.Value![Root.Length..].TrimEnd('/'));
        var (route, name) = Find(method, path);
        if (route is null) return ControlAnswer.Error(404, $"There is no {method} {Root}{path}. There are: {string.Join(", ", Routes.Select(at => $"{at.Method} {at.Path}/".TrimEnd('/')))}.");
        if (Site(context) is not { } site)
            return ControlAnswer.Error(404, $"There is no account {context.Request.Query["account"]}. There are: {string.Join(", ", sites.All.Select(at => at.Name))}.");
        try
        {
            if (await ReadAsync(context) is not { } body) return ControlAnswer.Error(413, $"The body is larger than {LargestBody >> 20} MB.");
            return route.Answer(new ControlCall(site, name, context.Request.Query, body));
        }
        catch (JsonException fault) when (fault.Path is { } at)
        {
            return ControlAnswer.Error(422, $"What stands at {at} of the body is unknown, missing, or of another kind than it should be. docs/emulator.md has what there is.");
        }
        catch (Exception fault) when (fault is JsonException or EmulatorException)
        {
            return ControlAnswer.Error(422, fault.Message);
        }
        catch (Exception fault) when (DiskFull.Is(fault))
        {
            return ControlAnswer.Error(507, $"There is no room left in the data folder: {fault.Message} Make room there.");
        }
        catch (BadHttpRequestException fault)
        {
            return ControlAnswer.Error(fault.StatusCode, fault.Message);
        }
    }

    /// <summary>The account asked for by name, otherwise the one whose address was asked.</summary>
    private Site? Site(HttpContext context) =>
        context.Request.Query["account"] is [{ Length: > 0 } name] ? sites.Named(name) : sites.Find(context) ?? sites.First;

    private (ControlRoute? Route, string Name) Find(string method, string path)
    {
        foreach (var route in Routes.Where(route => route.Method == method))
        {
            if (route.Path == path) return (route, "");
            if (Named(route.Path, path) is { } name) return (route, name);
        }

        return (null, "");
    }

    private static string? Named(string template, string path)
    {
        if (template.Split('*') is not [var before, var after]) return null;
        if (path.Length <= before.Length + after.Length) return null;
        if (!path.StartsWith(before, StringComparison.Ordinal) || !path.EndsWith(after, StringComparison.Ordinal)) return null;
        var name = path[before.Length..^after.Length];
        return name.Contains('/') ? null : name;
    }

    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestBody;
        if (context.Request.ContentLength > LargestBody) return null;
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private bool Known(HttpRequest request) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));
}
