using System.Globalization;
using System.Net;

namespace Automator.Host.Configuration;

/// <summary>Where to listen: a host that only this machine reaches, and a port.</summary>
internal static class ListenText
{
    private const string Wanted = "host and port, such as \"127.0.0.1:4460\" (port 0 takes any free one)";

    internal static TextShape<IPEndPoint> Shape { get; } = new(Wanted, TryParse, new() { ["pattern"] = "^.+:[0-9]{1,5}$" });

    private static bool TryParse(string text, Place place, out IPEndPoint value)
    {
        value = new(IPAddress.Loopback, 0);
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, null, out var port) || port > IPEndPoint.MaxPort)
            return place.Wrong($"is {Quoted.Text(text)}, but must be {Wanted}.");
        if (!TryParseHost(text[..colon], out var address))
            return place.Wrong($"is {Quoted.Text(text)}, but the host must be \"127.0.0.1\", \"localhost\" or \"[::1]\".");
        if (!IPAddress.IsLoopback(address))
            return place.Wrong($"is {Quoted.Text(text)}, which other machines reach, and the control API may start and stop everything. Listen on 127.0.0.1 and put a proxy or an SSH tunnel before it.");
        value = new(address, port);
        return true;
    }

    private static bool TryParseHost(string host, out IPAddress address)
    {
        address = IPAddress.Loopback;
        if (host == "localhost")
            return true;
        if (host is "*" or "+")
        {
            address = IPAddress.Any;
            return true;
        }

        // Without brackets, the last group of "::1:4460" would be taken for a port; without four parts, "1" is 0.0.0.1.
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        return (bracketed || host.Count(c => c == '.') == 3) && IPAddress.TryParse(bracketed ? host[1..^1] : host, out address!);
    }
}
