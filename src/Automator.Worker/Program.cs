using System.Globalization;
using Automator.Confinement;
using Automator.Sdk.Protocol;
using Automator.Worker;

// Standard output belongs to the protocol; whatever else is printed goes to standard error, which the host keeps.
using var input = new SynchronousInput(Console.OpenStandardInput());
using var output = Console.OpenStandardOutput();
Console.SetOut(Console.Error);
Console.SetIn(TextReader.Null);

// Dates read the same everywhere, and as people sort them: 2026-11-24, not 11/24/2026.
var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
culture.DateTimeFormat.ShortDatePattern = "yyyy-MM-dd";
culture.DateTimeFormat.LongTimePattern = "HH:mm:ss";
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = culture;

// The first write looks at the terminal, which a confined worker could not do any more.
output.Write([]);
Console.Error.Write("");

var isConfined = args.Contains(ChildArguments.WarmFilter);
if (Array.IndexOf(args, Probe.Argument) is >= 0 and var probe)
    return Probe.Run(args.AsSpan(probe + 1), () => WarmUp.Run(isConfined));

var pipe = new FramePipe<HostFrame, WorkerFrame>(
    input, output, ProtocolJson.Default.HostFrame, ProtocolJson.Default.WorkerFrame, FramePipe<HostFrame, WorkerFrame>.DefaultMaximumLength);
return new WorkerLoop(pipe, isConfined).Run();
