using System.Net;
using System.Security.Cryptography;
using Automator.Emulator.Areas;
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
    private bool _stopped;

    private EmulatorServer(WebApplication web, Account account, string controlToken)
    {
        _web = web;
        Account = account;
        ControlToken = controlToken;
        Url = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Url { get; }
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
        WebApplication? web = null;
        try
        {
            web = Build(options, account, controlToken);
            await web.StartAsync(cancellation);
            return new EmulatorServer(web, account, controlToken);
        }
        catch (Exception fault)
        {
            if (web is not null) await web.DisposeAsync();
            account.Dispose();
            if (fault is IOException && (fault.InnerException is AddressInUseException || fault is AddressInUseException))
                throw new EmulatorException($"Port {options.Port} of this machine is in use. Name another one, or 0 for any that is free.", fault);
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

    private static WebApplication Build(EmulatorOptions options, Account account, string controlToken)
    {
        // Empty rather than slim: no settings files and no ASPNETCORE_URLS, which belong to whoever hosts this.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 << 20;
        });
        builder.Services.AddSingleton<IHostLifetime, HostedElsewhere>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Goodbye);
        var web = builder.Build();
        var (log, faults) = (new RequestLog(options.Time), new FaultList());
        var front = new Front(account, new RouteTable(Everything.Routes), options, log, faults, web.Lifetime.ApplicationStopping);
        var control = new ControlSurface(account, log, faults, () => Seed.Plant(account, options.Seed), controlToken);
        web.Run(context => context.Request.Path.StartsWithSegments(ControlSurface.Root) ? control.AnswerAsync(context) : front.AnswerAsync(context));
        return web;
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>Signals are for the process's own host to heed.</summary>
    private sealed class HostedElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
