using System.Net;
using System.Security.Cryptography;
using System.Text;
using Automator.Host.Basecamp;
using Automator.Host.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Automator.Host.Control;

/// <summary>A port of this machine at which the browser of whoever logs in comes back with a code, once.</summary>
internal sealed class LoginListener : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly TaskCompletionSource<string> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isAnswered;

    private LoginListener(WebApplication web) => _web = web;

    /// <summary>Where the browser is sent back to.</summary>
    internal Uri Redirect { get; private set; } = null!;

    /// <summary>Nobody can guess it, and only what carries it is heard: what another page sends here is not this login's.</summary>
    internal string State { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <exception cref="StartupException">The port is in use.</exception>
    internal static async Task<LoginListener> Start(int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
        });
        var listener = new LoginListener(builder.Build());
        listener._web.Run(listener.Hear);
        try
        {
            await listener._web.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await listener.DisposeAsync();
            throw new StartupException($"Port {port} is in use by another program. Stop it, or set \"redirectPort\" under \"oauth\" in automator.json to another one, and register that with Basecamp.", inner: e);
        }

        listener.Redirect = new Uri(listener._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return listener;
    }

    /// <summary>The code, to be traded once.</summary>
    /// <exception cref="LoginFailedException">The person said no.</exception>
    internal Task<string> Code(CancellationToken cancellation) => _code.Task.WaitAsync(cancellation);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>The browser has its page before the command hears of it: then the command ends, and this with it.</summary>
    private async Task Hear(HttpContext context)
    {
        var query = context.Request.Query;
        if (!IsOurs(query["state"].ToString()))
            await Answer(context, 400, "This is not the login that automator waits for. Open the address that it printed.");
        else if (Interlocked.Exchange(ref _isAnswered, 1) == 1)
            await Answer(context, 400, "This login is over.");
        else if (query["code"].ToString() is { Length: > 0 } code)
            await Answer(context, 200, "Automator is let in. You can close this page.", () => _code.TrySetResult(code));
        else
            await Answer(context, 200, "Automator was not let in. You can close this page.", () => _code.TrySetException(new LoginFailedException("The login was refused in the browser.")));
    }

    private static async Task Answer(HttpContext context, int status, string words, Action? afterwards = null)
    {
        try
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsync(words, context.RequestAborted);
            await context.Response.CompleteAsync();
        }
        finally
        {
            afterwards?.Invoke();
        }
    }

    private bool IsOurs(string state) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));
}
