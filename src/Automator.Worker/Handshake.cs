using System.Buffers.Binary;
using System.Text;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>
/// The first frame, <see cref="WorkerReady"/>, made by hand: preparing JsonSerializer takes as long as all else a worker does before
/// it is ready, and can be done afterwards.
/// </summary>
internal static class Handshake
{
    internal static byte[] Frame(WorkerReady ready)
    {
        var confinement = ready.Confinement is { } born
            ? $$""","confinement":{"gainsNoPrivileges":{{Json(born.GainsNoPrivileges)}},"isFiltered":{{Json(born.IsFiltered)}}}"""
            : "";
        var json = Encoding.UTF8.GetBytes($$$"""{"ready":{"protocol":{{{ready.Protocol}}},"runtime":"{{{ready.Runtime}}}"{{{confinement}}}}}""");
        var frame = new byte[4 + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, 4);
        return frame;
    }

    private static string Json(bool value) => value ? "true" : "false";
}
