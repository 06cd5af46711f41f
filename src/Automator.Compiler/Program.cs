using Automator.Compiler;
using Automator.Confinement;
using Automator.Sdk.Protocol;

// Standard output carries frames and nothing else, whatever a library might print.
using var output = Console.OpenStandardOutput();
using var input = Console.OpenStandardInput();
Console.SetOut(Console.Error);
// The first write looks at the terminal, which a confined compiler could not do any more.
output.Write([]);
Console.Error.Write("");

var isConfined = args.Contains(ChildArguments.WarmFilter);
var isCompleting = args.Contains(ChildArguments.Complete);
if (Array.IndexOf(args, Probe.Argument) is >= 0 and var probe)
    return CompilerThread.Run(() => Probe.Run(args.AsSpan(probe + 1), isCompleting ? () => Completing.Warm(isConfined) : () => Serving.Warm(isConfined)));
return CompilerThread.Run(() => isCompleting ? Completing.Run(input, output, isConfined) : Serving.Run(input, output, isConfined));
