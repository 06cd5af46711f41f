using Automator.Sdk.Protocol;
using Automator.Worker;

namespace Automator.Tests.Worker;

/// <summary>What is written by hand is the frame that the protocol would have made of it.</summary>
public sealed class HandshakeTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void FirstFrame_ReadsAsWhatItSays(bool? gainsNoPrivileges, bool isFiltered)
    {
        var ready = new WorkerReady
        {
            Protocol = ProtocolJson.Version,
            Runtime = $".NET {Environment.Version}",
            Confinement = gainsNoPrivileges is { } gains ? new() { GainsNoPrivileges = gains, IsFiltered = isFiltered } : null,
        };
        using var written = new MemoryStream();
        new FramePipe<HostFrame, WorkerFrame>(Stream.Null, written, ProtocolJson.Default.HostFrame, ProtocolJson.Default.WorkerFrame, 1000).Write(ready);

        var frame = Handshake.Frame(ready);
        var pipe = new FramePipe<WorkerFrame, HostFrame>(new MemoryStream(frame), Stream.Null, ProtocolJson.Default.WorkerFrame, ProtocolJson.Default.HostFrame, 1000);

        frame.ShouldBe(written.ToArray());
        pipe.Read().ShouldBe(ready);
    }
}
