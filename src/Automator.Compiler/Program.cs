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
if (Array.IndexOf(args, Probe.Argument) is >= 0 and var probe)
    return CompilerThread.Run(() => Probe.Run(args.AsSpan(probe + 1), () => Serving.Warm(isConfined)));
var pipe = new FramePipe<CompileRequest, CompileAnswer>(
    input, output, CompilationJson.Default.CompileRequest, CompilationJson.Default.CompileAnswer, FramePipe<CompileRequest, CompileAnswer>.DefaultMaximumLength);
return CompilerThread.Run(() => Serving.Run(pipe, isConfined));
