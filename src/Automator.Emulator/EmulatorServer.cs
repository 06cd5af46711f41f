using System.Security.Cryptography;
using Automator.Emulator.Authorization;
using Automator.Emulator.Control;
using Automator.Emulator.Seeds;
using Automator.Emulator.Sites;
using Automator.Emulator.Store;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace Automator.Emulator;

/// <summary>Basecamp Classic on this machine, on the loopback address only.</summary>
internal sealed class EmulatorServer : IAsyncDisposable
{
    private readonly Listeners _listeners;
    private readonly SiteDirectory _sites;
    private readonly AuthorizationStore _authorizations;
    private bool _stopped;

    private EmulatorServer(Listeners listeners, SiteDirectory sites, AuthorizationStore authorizations, EmulatorClock clock, string controlToken) =>
        (_listeners, _sites, _authorizations, Clock, ControlToken) = (listeners, sites, authorizations, clock, controlToken);

    public Uri Url => _sites.First.Url;
    public Uri ControlUrl => new(_sites.First.Doors.Plain, ControlSurface.Root + "/");
    public string ControlToken { get; }

    /// <summary>Where applications send people to be let in, if the options say that there is such a place.</summary>
    public Uri? AuthorizationUrl => _listeners.AuthorizationUrl;
    public string Token => Tokens[0].Token;
    public Guid Incarnation => Account.Work(account => account.Facts.Incarnation);

    /// <summary>An administrator, a plain member of the firm and a client, as far as the seed has them.</summary>
    public IReadOnlyList<EmulatorPerson> Tokens => _sites.First.People;

    public IReadOnlyList<Site> Sites => _sites.All;

    /// <summary>The first account's records, for tests in process.</summary>
    public Account Account => _sites.First.Account;
    public EmulatorClock Clock { get; }

    /// <summary>What clients of an https account have to trust; null where there is none.</summary>
    public string? CertificatePem => _listeners.CertificatePem;

    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancellation)
    {
        var clock = new EmulatorClock(options.Time);
        var sites = new List<Site>();
        AuthorizationStore? authorizations = null;
        Listeners? listeners = null;
        try
        {
            foreach (var account in Accounts(options)) sites.Add(Open(account, sites.Count + 1, options, clock));
            authorizations = OpenAuthorizations(options, clock);
            var (directory, controlToken) = (new SiteDirectory(sites), Control.ControlToken.For(options.DataDirectory));
            listeners = new Listeners(options, directory);
            listeners.Answer(new ControlSurface(directory, clock, listeners.CertificatePem, controlToken), authorizations);
            await listeners.StartAsync(cancellation);
            return new EmulatorServer(listeners, directory, authorizations, clock, controlToken);
        }
        catch (Exception fault)
        {
            if (listeners is not null) await listeners.DisposeAsync();
            authorizations?.Dispose();
            foreach (var site in sites) site.Dispose();
            if (fault is IOException && (fault.InnerException is AddressInUseException || fault is AddressInUseException))
                throw new EmulatorException(Listeners.InUse(options), fault);
            throw;
        }
    }

    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _listeners.DisposeAsync();
        _authorizations.Dispose();
        foreach (var site in _sites.All) site.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>All of them, unless one has a name that cannot be.</summary>
    private static List<SiteOptions> Accounts(EmulatorOptions options)
    {
        List<SiteOptions> all = [options, .. options.MoreAccounts];
        if (all.CountBy(account => account.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(pair => pair.Value > 1).Key is { } twice)
            throw new EmulatorException($"Two accounts are named {twice}. Give one of them another name.");
        if (all.Find(account => !IsName(account.Name)) is { } odd)
            throw new EmulatorException($"An account cannot be named {odd.Name}: its name is part of host names. Use letters, digits and dashes.");
        if (all.SelectMany(account => account.HostNames).FirstOrDefault(name => Uri.CheckHostName(name) == UriHostNameType.Unknown) is { } strange)
            throw new EmulatorException($"{strange} is no host name. Write one such as acme.example, without scheme and port.");
        return all;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name[0] != '-' && name[^1] != '-' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static AuthorizationStore OpenAuthorizations(EmulatorOptions options, EmulatorClock clock) =>
        new(clock, options is { AuthorizationPort: not null, DataDirectory: { } folder } ? RecordFile.Open(Path.Combine(folder, "authorization.db")) : null);

    private static Site Open(SiteOptions options, int number, EmulatorOptions emulator, EmulatorClock clock)
    {
        // The first account has the folder itself: it is the only one for most.
        var folder = emulator.DataDirectory is { } data ? ReferenceEquals(options, emulator) ? data : Path.Combine(data, "accounts", options.Name) : null;
        var account = folder is null
            ? new Account(clock)
            : new Account(clock, RecordFile.Open(Path.Combine(folder, "account.db")), new Files(Path.Combine(folder, "files")));
        try
        {
            (account.Number, account.SslEnabled, account.Behaviour) = (number, options.Ssl, options.Behaviour);
            if (account.IsEmpty) Seed.Plant(account, options.Seed);
            return new Site(options, account, emulator.Time);
        }
        catch (SqliteException fault)
        {
            account.Dispose();
            throw new EmulatorException($"The account in {folder} cannot be written: {fault.Message} Make room there, or name another folder.", fault);
        }
        catch
        {
            account.Dispose();
            throw;
        }
    }
}
