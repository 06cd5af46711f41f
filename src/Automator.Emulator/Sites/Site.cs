using Automator.Emulator.Control;
using Automator.Emulator.Limits;
using Automator.Emulator.Seeds;
using Automator.Emulator.Store;

namespace Automator.Emulator.Sites;

/// <summary>One account as the world meets it: its records, its addresses, what it lets through and what it has seen.</summary>
internal sealed class Site(SiteOptions options, Account account, TimeProvider machine) : IDisposable
{
    public SiteOptions Options => options;
    public string Name => options.Name;
    public Account Account => account;
    public Throttle Throttle { get; } = new(options.Limits, machine);
    public RequestLog Log { get; } = new(machine, options.RequestsKept);
    public FaultList Faults { get; } = new();

    /// <summary>Where it answers whatever the host name. Known once the server listens.</summary>
    public Doors Doors { get; set; } = null!;

    public Uri Url => options.Ssl ? Doors.Secure! : Doors.Plain;

    /// <summary>An administrator, a plain member of the firm and a client, as far as the account has them.</summary>
    public IReadOnlyList<EmulatorPerson> People => account.Work(Cast.Of);

    public void Reset() => Seed.Plant(account, options.Seed);

    public void Dispose() => account.Dispose();

    /// <summary>True for a name this account is known by, at whatever port.</summary>
    public bool IsNamed(string host) =>
        options.HostNames.Contains(host, StringComparer.OrdinalIgnoreCase)
        || host.StartsWith(options.Name + ".", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The two addresses of an account; one for https only where it was asked for.</summary>
internal sealed record Doors(Uri Plain, Uri? Secure);
