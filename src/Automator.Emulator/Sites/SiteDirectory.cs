using System.Net;
using Microsoft.AspNetCore.Http;

namespace Automator.Emulator.Sites;

/// <summary>Which account a request is for: by its host name, otherwise by the port it came to.</summary>
internal sealed class SiteDirectory(IReadOnlyList<Site> sites)
{
    public Site First => sites[0];
    public IReadOnlyList<Site> All => sites;

    public Site? Named(string name) => sites.FirstOrDefault(site => site.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>null: there is no such account.</summary>
    public Site? Find(HttpContext context)
    {
        var (host, port) = (context.Request.Host.Host, context.Connection.LocalPort);
        var owner = sites.FirstOrDefault(site => site.Doors.Plain.Port == port || site.Doors.Secure?.Port == port) ?? First;

        // An account's own port answers to every name; the first one's is the door to all of them.
        if (owner != First) return owner;
        if (sites.FirstOrDefault(site => site.IsNamed(host)) is { } named) return named;
        if (First.Options.HostNames.Count > 0) return null;
        return sites.Count == 1 || IsThisMachine(host) ? First : null;
    }

    private static bool IsThisMachine(string host) =>
        host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);
}
