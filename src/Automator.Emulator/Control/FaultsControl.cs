using System.Text.Json;

namespace Automator.Emulator.Control;

/// <summary>What goes wrong, and with which requests.</summary>
internal static class FaultsControl
{
    public static IReadOnlyList<ControlRoute> Routes { get; } =
    [
        new("GET", "/faults", Left),
        new("POST", "/faults", Add),
        new("DELETE", "/faults", call =>
        {
            call.Site.Faults.Clear();
            return Left(call);
        }),
    ];

    private static ControlAnswer Add(ControlCall call)
    {
        var given = call.Text.AsSpan().TrimStart().StartsWith("{") ? [call.Read(ControlJson.Default.Fault)] : call.Read(ControlJson.Default.ListFault);
        if (given.Contains(null!)) throw new JsonException("A fault is null.");
        if (given.Select(fault => fault.Error()).FirstOrDefault(error => error is not null) is { } error) throw new JsonException(error);
        call.Site.Faults.Add(given);
        return Left(call);
    }

    private static ControlAnswer Left(ControlCall call) => ControlAnswer.Of(call.Site.Faults.Left(), ControlJson.Default.IReadOnlyListFault);
}
