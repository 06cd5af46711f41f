using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Automator.Emulator.Areas;
using Automator.Emulator.Authorization;
using Automator.Emulator.Control;
using Automator.Emulator.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Automator.Emulator.Sites;

/// <summary>The web server: a plain port for every account and a secure one where it is asked for, all on the loopback address.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    // A client that never finishes its request must not hold up the end.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);
    private readonly List<(Site Site, ListenOptions Plain, ListenOptions? Secure)> _doors = [];
    private readonly TaskCompletionSource _addressed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _web;
    private readonly EmulatorOptions _options;
    private readonly SiteDirectory _sites;
    private readonly X509Certificate2? _certificate;
    private ListenOptions? _authorization;

    public Listeners(EmulatorOptions options, SiteDirectory sites)
    {
        (_options, _sites) = (options, sites);
        if (sites.All.Any(IsSecure)) _certificate = Certificate.For([.. sites.All.SelectMany(Names)], options.DataDirectory, options.Time.GetUtcNow());

        // Empty rather than slim: no settings files and no ASPNETCORE_URLS, which belong to whoever hosts this.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(Configure);
        builder.Services.AddSingleton<IHostLifetime, HostedElsewhere>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Goodbye);
        _web = builder.Build();
    }

    public string? CertificatePem => _certificate?.ExportCertificatePem();

    /// <summary>Known once the server listens; null where there is no authorization server.</summary>
    public Uri? AuthorizationUrl => _authorization is null ? null : Address("http", _authorization);

    public void Answer(ControlSurface control, AuthorizationStore authorizations)
    {
        Func<string, BearerStanding>? bearers = _options.AuthorizationPort is null ? null : authorizations.StandingOf;
        var front = new Front(new RouteTable(Everything.Routes), bearers, _options.Time, _web.Lifetime.ApplicationStopping);
        var authorization = new AuthorizationServer(
            authorizations, _options.AuthorizationClients, () => [.. _sites.All.Select(site => new AuthorizableAccount(site.Account, site.Url))]);
        _web.Run(context => HalfClosed.During(context, async asked =>
        {
            // The first port answers a moment before the addresses of all are known.
            await _addressed.Task.WaitAsync(asked.RequestAborted);
            await (AuthorizationServer.IsAskedBy(asked) ? authorization.AnswerAsync(asked)
                : asked.Request.Path.StartsWithSegments(ControlSurface.Root) ? control.AnswerAsync(asked)
                : _sites.Find(asked) is { } site ? front.AnswerAsync(asked, site)
                : Front.AnswerNobodyAsync(asked));
        }));
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        await _web.StartAsync(cancellation);
        foreach (var (site, plain, secure) in _doors) site.Doors = new Doors(Address("http", plain), secure is null ? null : Address("https", secure));
        _addressed.SetResult();
    }

    public static string InUse(EmulatorOptions options)
    {
        var asked = options.MoreAccounts.Prepend(options).SelectMany(account => new[] { account.Port, account.SslPort ?? 0 });
        List<int> wanted = [.. asked.Append(options.AuthorizationPort ?? 0).Where(port => port != 0).Distinct()];
        return wanted is [var one]
            ? $"Port {one} of this machine is in use. Name another one, or 0 for any that is free."
            : $"One of the ports {string.Join(", ", wanted)} of this machine is in use, or is named twice. Name others, or 0 for any that is free.";
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        _certificate?.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;

        // What is too large is read past and answered, not cut off: every reader of bodies has a bound of its own.
        kestrel.Limits.MaxRequestBodySize = null;
        foreach (var site in _sites.All)
        {
            ListenOptions plain = null!;
            ListenOptions? secure = null;
            kestrel.Listen(IPAddress.Loopback, site.Options.Port, listen => plain = OpenPlain(listen));
            if (IsSecure(site))
            {
                kestrel.Listen(IPAddress.Loopback, site.Options.SslPort ?? 0, listen =>
                {
                    secure = Open(listen);

                    // As the real server: a connection that a fault cuts is the client's, not one stream of it.
                    listen.Protocols = HttpProtocols.Http1;
                    listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = _certificate });
                });
            }

            _doors.Add((site, plain, secure));
        }

        if (_options.AuthorizationPort is not { } port) return;
        kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            _authorization = OpenPlain(listen);
            listen.Use(AuthorizationServer.Mark);
        });
    }

    private ListenOptions OpenPlain(ListenOptions listen)
    {
        listen.Use(HalfClosed.ToldOfBodiesThatEndEarly);
        return Open(listen);
    }

    private ListenOptions Open(ListenOptions listen)
    {
        listen.Use(HalfClosed.WaitsForItsAnswer(_options.Time));
        return listen;
    }

    private static bool IsSecure(Site site) => site.Options.Ssl || site.Options.SslPort is not null;

    private static IEnumerable<string> Names(Site site) =>
        [.. site.Options.HostNames, site.Name + ".localhost", site.Name + ".basecamphq.com"];

    private static Uri Address(string scheme, ListenOptions listen) => new($"{scheme}://{listen.IPEndPoint}/");

    /// <summary>Signals are for the process's own host to heed.</summary>
    private sealed class HostedElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
