using Automator.Sdk.Protocol;
using Automator.Worker;

// Standard output belongs to the protocol; whatever else is printed goes to standard error, which the host keeps.
using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
Console.SetOut(Console.Error);
Console.SetIn(TextReader.Null);

var pipe = new FramePipe<HostFrame, WorkerFrame>(
    input, output, ProtocolJson.Default.HostFrame, ProtocolJson.Default.WorkerFrame, FramePipe<HostFrame, WorkerFrame>.DefaultMaximumLength);
return new WorkerLoop(pipe).Run();
