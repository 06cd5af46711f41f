using System.Runtime.InteropServices;
using Automator.Host.Cli;

// The first Ctrl-C or SIGTERM asks to stop; a second one is the system's own, which ends the process.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, AskToStop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, AskToStop);

return await CommandLine.Run(args, Terminal.OfProcess, stop.Token);

void AskToStop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
