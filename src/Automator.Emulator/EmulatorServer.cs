using System.Net;
using System.Security.Cryptography;
using Automator.Emulator.Areas;
using Automator.Emulator.Authorization;
using Automator.Emulator.Control;
using Automator.Emulator.Seeds;
using Automator.Emulator.Store;
using Automator.Emulator.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Automator.Emulator;

/// <summary>Basecamp Classic on this machine, on the loopback address only.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    // A client that never finishes its request must not hold up the end.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);
    private readonly WebApplication _web;
    private readonly AuthorizationStore _authorizations;
    private bool _stopped;

    private EmulatorServer(WebApplication web, Account account, AuthorizationStore authorizations, string controlToken)
    {
        _web = web;
        _authorizations = authorizations;
        Account = account;
        ControlToken = controlToken;
        Url = Addresses(web)[0];
        AuthorizationUrl = Addresses(web).ElementAtOrDefault(1);
    }

    public Uri Url { get; }

    /// <summary>Where applications send people to be let in, if the options say that there is such a place.</summary>
    public Uri? AuthorizationUrl { get; }
    public Uri ControlUrl => new(Url, ControlSurface.Root + "/");
    public string ControlToken { get; }
    public string Token => Tokens[0].Token;
    public Guid Incarnation => Account.Work(account => account.Facts.Incarnation);

    /// <summary>An administrator, a plain member of the firm and a client, as far as the seed has them.</summary>
    public IReadOnlyList<EmulatorPerson> Tokens => Account.Work(Cast.Of);

    /// <summary>The records behind the answers, for tests in process.</summary>
    public Account Account { get; }

    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancellation)
    {
        var account = Open(options);
        var controlToken = NewToken();
        AuthorizationStore? authorizations = null;
        WebApplication? web = null;
        try
        {
            authorizations = OpenAuthorizations(options);
            web = Build(options, account, authorizations, controlToken);
            await web.StartAsync(cancellation);
            return new EmulatorServer(web, account, authorizations, controlToken);
        }
        catch (Exception fault)
        {
            if (web is not null) await web.DisposeAsync();
            account.Dispose();
            authorizations?.Dispose();
            if (fault is IOException && (fault.InnerException is AddressInUseException || fault is AddressInUseException))
            {
                var ports = options.AuthorizationPort is { } other ? $"{options.Port} or {other}" : $"{options.Port}";
                throw new EmulatorException($"Port {ports} of this machine is in use. Name another one, or 0 for any that is free.", fault);
            }

            throw;
        }
    }

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _web.StopAsync();
        await _web.DisposeAsync();
        Account.Dispose();
        _authorizations.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private static Account Open(EmulatorOptions options)
    {
        var account = options.DataDirectory is { } directory
            ? new Account(options.Time, RecordFile.Open(Path.Combine(directory, "account.db")), new Files(Path.Combine(directory, "files")))
            : new Account(options.Time);
        try
        {
            if (account.IsEmpty) Seed.Plant(account, options.Seed);
            return account;
        }
        catch (SqliteException fault)
        {
            account.Dispose();
            throw new EmulatorException($"The account in {options.DataDirectory} cannot be written: {fault.Message} Make room there, or name another folder.", fault);
        }
        catch
        {
            account.Dispose();
            throw;
        }
    }

    private static AuthorizationStore OpenAuthorizations(EmulatorOptions options)
    {
        var kept = options is { AuthorizationPort: not null, DataDirectory: { } directory } ? Path.Combine(directory, "authorization.db") : null;
        return new AuthorizationStore(options.Time, kept is null ? null : RecordFile.Open(kept));
    }

    private static WebApplication Build(EmulatorOptions options, Account account, AuthorizationStore authorizations, string controlToken)
    {
        // Empty rather than slim: no settings files and no ASPNETCORE_URLS, which belong to whoever hosts this.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            if (options.AuthorizationPort is { } port) kestrel.Listen(IPAddress.Loopback, port, door => door.Use(AuthorizationServer.Mark));
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 << 20;
        });
        builder.Services.AddSingleton<IHostLifetime, HostedElsewhere>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Goodbye);
        var web = builder.Build();
        var (log, faults) = (new RequestLog(options.Time), new FaultList());
        Func<string, BearerStanding>? bearers = options.AuthorizationPort is null ? null : authorizations.StandingOf;
        var front = new Front(account, new RouteTable(Everything.Routes), options, log, faults, web.Lifetime.ApplicationStopping, bearers);
        var control = new ControlSurface(account, log, faults, () => Seed.Plant(account, options.Seed), controlToken);
        var authorization = new AuthorizationServer(authorizations, options.AuthorizationClients, () => [new AuthorizableAccount(account, Addresses(web)[0])]);
        web.Run(context => AuthorizationServer.IsAskedBy(context) ? authorization.AnswerAsync(context)
            : context.Request.Path.StartsWithSegments(ControlSurface.Root) ? control.AnswerAsync(context) : front.AnswerAsync(context));
        return web;
    }

    private static IReadOnlyList<Uri> Addresses(WebApplication web) =>
        [.. web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>Signals are for the process's own host to heed.</summary>
    private sealed class HostedElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
