using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Automator.Host.Basecamp;
using Automator.Host.Budget;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Automator.Tests.Basecamp;

/// <summary>A server that answers whatever a test says, over real HTTP, and notes what it was asked.</summary>
internal sealed class AccountStub : IAsyncDisposable
{
    internal const string Secret = "f00dfacef00dface";
    private readonly WebApplication _web;
    private readonly List<IDisposable> _clients = [];

    private AccountStub(WebApplication web)
    {
        _web = web;
        Url = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    internal Uri Url { get; }

    internal ConcurrentQueue<Asked> Requests { get; } = new();

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static Task<AccountStub> Answering(string xml) => Start(context => context.Xml(xml));

    internal static async Task<AccountStub> Start(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        AccountStub? stub = null;
        app.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.UTF8);
            stub!.Requests.Enqueue(new Asked(context.Request.Method, context.Request.Path + context.Request.QueryString.Value,
                await body.ReadToEndAsync(context.RequestAborted), context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
            await answer(context);
        });
        await app.StartAsync(Cancellation);
        return stub = new AccountStub(app);
    }

    internal BasecampClient Client(TimeProvider? time = null, Resilience? resilience = null, RequestBudget? budget = null, string zone = "UTC", Uri? url = null)
    {
        time ??= TimeProvider.System;
        budget ??= Owned(new RequestBudget(new BudgetOptions(), time));
        return Owned(new BasecampClient(Connection(url ?? Url, zone), budget, time, NullLogger.Instance, resilience ?? Quick));
    }

    internal static Resilience Quick { get; } = new() { FirstDelay = TimeSpan.FromMilliseconds(1) };

    internal static AccountConnection Connection(Uri url, string? zone = null, string token = Secret) => new()
    {
        Name = "acme",
        Url = url,
        Credentials = AccountCredentials.Token(token),
        UserAgent = "Automator/1.0 (https://example.com)",
        Zone = zone,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
    }

    private T Owned<T>(T client) where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }
}

internal sealed record Asked(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

internal static class StubAnswers
{
    internal static Task Xml(this HttpContext context, string xml, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml; charset=utf-8";
        return context.Response.WriteAsync(xml, context.RequestAborted);
    }

    internal static Task Html(this HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<!DOCTYPE html><html><body>Sign in</body></html>", context.RequestAborted);
    }

    internal static Task Status(this HttpContext context, int status, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return Task.CompletedTask;
    }
}
