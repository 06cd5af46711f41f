using System.Net;
using System.Security.Cryptography;
using Automator.Host.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Automator.Host.Control;

/// <summary>Kestrel with the control API, what is shown in a browser and the webhooks, on the loopback address.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>Who still follows something then must not hold up the end.</summary>
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);

    private readonly WebApplication _web;

    private ControlServer(WebApplication web, string token)
    {
        _web = web;
        Address = new HostAddress
        {
            Url = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
            Token = token,
            ProcessId = Environment.ProcessId,
        };
    }

    internal HostAddress Address { get; }

    /// <exception cref="StartupException">The port is in use.</exception>
    internal static async Task<ControlServer> Start(
        IPEndPoint listen, IAutomator automator, Action<IEndpointRouteBuilder, string> pages, ILoggerFactory logs, CancellationToken cancellation)
    {
        // Empty: no settings files and no ASPNETCORE_URLS; automator.json alone decides.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(listen);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, HostedElsewhere>();
        var web = builder.Build();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        web.UseRouting();
        ControlApi.Map(web, automator, token);
        pages(web, token);
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await web.DisposeAsync();
            throw new StartupException($"{listen} is in use by another program. Stop it, or set \"listen\" in automator.json to another port; 127.0.0.1:0 takes any free one.", inner: e);
        }

        return new ControlServer(web, token);
    }

    public async ValueTask DisposeAsync()
    {
        using var goodbye = new CancellationTokenSource(Goodbye, TimeProvider.System);
        await _web.StopAsync(goodbye.Token);
        await _web.DisposeAsync();
    }

    /// <summary>Signals are heeded by the command line.</summary>
    private sealed class HostedElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
