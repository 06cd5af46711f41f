using System.Globalization;
using Automator.Confinement;
using Automator.Sdk.Protocol;
using Automator.Worker;

// The protocol's own: nothing here prints. The first write looks at the terminal, which a confined worker could not do any more.
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
using var errors = Console.OpenStandardError();
output.Write([]);

// Dates read the same everywhere, and as people sort them: 2026-11-24, not 11/24/2026.
var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
culture.DateTimeFormat.ShortDatePattern = "yyyy-MM-dd";
culture.DateTimeFormat.LongTimePattern = "HH:mm:ss";
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = culture;

var isConfined = args.Contains(ChildArguments.WarmFilter);
if (Array.IndexOf(args, Probe.Argument) is >= 0 and var probe)
    return Probe.Run(args.AsSpan(probe + 1), () => WarmUp.Run(isConfined));

// What holds is asked of the kernel before the filter is on, since that refuses the question.
var ready = new WorkerReady
{
    Protocol = ProtocolJson.Version,
    Runtime = $".NET {Environment.Version}",
    Confinement = isConfined
        ? new() { GainsNoPrivileges = Privileges.AreNewRefused && Privileges.Capabilities == 0, IsFiltered = Privileges.IsFiltered }
        : null,
};
WarmUp.Run(isConfined);
output.Write(Handshake.Frame(ready));

var pipe = new FramePipe<HostFrame, WorkerFrame>(
    input, output, ProtocolJson.Default.HostFrame, ProtocolJson.Default.WorkerFrame, FramePipe<HostFrame, WorkerFrame>.DefaultMaximumLength);
new WorkerLoop(pipe, errors).Run();
return 0;
