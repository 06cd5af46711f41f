using System.Globalization;

namespace Automator.Host.Basecamp;

/// <summary>The id a <c>Location</c> names: relative or absolute, with and without <c>.xml</c>.</summary>
internal static class Locations
{
    internal static long? IdIn(string? location)
    {
        if (location is null)
            return null;
        var path = location.AsSpan().Trim();
        var end = path.IndexOfAny('?', '#');
        if (end >= 0)
            path = path[..end];
        path = path.TrimEnd('/');
        if (path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            path = path[..^4];
        var last = path[(path.LastIndexOf('/') + 1)..];
        // A slug may follow the number: /projects/12-name.
        var digits = last.IndexOfAnyExceptInRange('0', '9') is var stop && stop < 0 ? last : last[stop] == '-' ? last[..stop] : default;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }
}
