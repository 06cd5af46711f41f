// The process, its environment and its neighbours.

//// start-process
// tries: start a program
// layer: references
// from: CVE-2025-68668 (n8n: commands from the Python node)
// says: a rule knows nothing of the machine it runs on
System.Diagnostics.Process.Start("sh", "-c id");

//// start-process-with-preload
// tries: start a harmless program that loads a library
// layer: references
// from: denoland/deno#11964
// says: not available in rules
var p = new System.Diagnostics.ProcessStartInfo("true") { Environment = { ["LD_PRELOAD"] = "x.so" } };

//// list-processes
// tries: see who else runs
// layer: references
// says: a rule knows nothing of the machine it runs on
var p = System.Diagnostics.Process.GetProcesses();

//// kill
// tries: end another process
// layer: references
// says: a rule knows nothing of the machine it runs on
System.Diagnostics.Process.GetProcessById(1).Kill();

//// exit
// tries: end the worker
// layer: references
// says: a rule knows nothing of the machine it runs on
Environment.Exit(0);

//// fail-fast
// tries: end the worker with a crash
// layer: references
// says: a rule knows nothing of the machine it runs on
Environment.FailFast("x");

//// environment-variable
// tries: read a secret of the host
// layer: references
// from: CVE-2026-1470 (n8n: an expression that reaches the process)
// says: a rule knows nothing of the machine it runs on
var t = Environment.GetEnvironmentVariable("TOKEN");

//// all-environment-variables
// tries: read all of them
// layer: references
// says: a rule knows nothing of the machine it runs on
var t = Environment.GetEnvironmentVariables();

//// set-environment-variable
// tries: change what others read
// layer: references
// says: a rule knows nothing of the machine it runs on
Environment.SetEnvironmentVariable("PATH", "/x");

//// command-line
// tries: read how the host was started
// layer: references
// says: a rule knows nothing of the machine it runs on
var t = Environment.CommandLine;

//// machine-name
// tries: learn where it runs
// layer: references
// says: a rule knows nothing of the machine it runs on
var t = Environment.MachineName + Environment.UserName;

//// process-id
// tries: learn what runs it
// layer: references
// says: a rule knows nothing of the machine it runs on
var t = Environment.ProcessId;

//// host-stack
// tries: read the frames of whoever calls it
// layer: references
// from: GHSA-v27g-jcqj-v8rw (patriksimek/vm2, test/ghsa)
// says: a rule knows nothing of the machine it runs on
var t = Environment.StackTrace;

//// environment-behind-alias
// tries: reach a static member that only the compiler may use
// layer: references
// says: a rule knows nothing of the machine it runs on
using E = System.Environment; //!
var n = E.CurrentManagedThreadId; //!

//// tick-count
// tries: read a clock of the machine
// layer: references
// says: a rule knows nothing of the machine it runs on
var t = Environment.TickCount64;

//// nano-time
// tries: measure other work by a fine clock
// layer: references
// from: SECURITY-683 (jenkinsci/script-security-plugin, commit d738f61e)
// says: use Clock.Now
var t = System.Diagnostics.Stopwatch.GetTimestamp();

//// app-domain
// tries: hook what happens in the process
// layer: references
// says: a rule knows nothing of the machine it runs on
AppDomain.CurrentDomain.UnhandledException += (_, _) => { };

//// app-context
// tries: switch the runtime's behaviour
// layer: references
// says: a rule knows nothing of the machine it runs on
AppContext.SetSwitch("x", true);

//// collect
// tries: stall the process
// layer: references
// from: ashmind/Unbreakable AssemblyGuardTests.ThrowsGuardException_ForDeniedApi
// says: a rule knows nothing of the machine it runs on
GC.Collect();

//// weak-reference
// tries: watch the collector
// layer: references
// says: not available in rules
var w = new WeakReference(new object());

//// signals
// tries: handle the process's signals
// layer: references
// says: not available in rules
System.Runtime.InteropServices.PosixSignalRegistration.Create(default, _ => { });

//// runtime-information
// tries: learn the system
// layer: references
// says: not available in rules
var t = System.Runtime.InteropServices.RuntimeInformation.OSDescription;

//// console-out
// tries: write into the pipe the worker answers on
// layer: references
// says: use Log.Info
Console.WriteLine("{}");

//// console-stream
// tries: take the pipe itself
// layer: references
// says: use Log.Info
var s = Console.OpenStandardOutput();

//// console-in
// tries: read what the host sends
// layer: references
// says: use Log.Info
var t = Console.In.ReadToEnd();

//// debugger
// tries: stop in a debugger
// layer: references
// says: not available in rules
System.Diagnostics.Debugger.Break();

//// trace
// tries: write where listeners write
// layer: references
// says: use Log.Info
System.Diagnostics.Trace.Listeners.Clear();

//// event-source
// tries: listen to the runtime
// layer: references
// says: not available in rules
class L : System.Diagnostics.Tracing.EventListener { }

//// registry
// tries: read the registry
// layer: references
// says: not available in rules
var k = Microsoft.Win32.Registry.CurrentUser;

//// settings-of-the-host
// tries: read the host's configuration
// layer: references
// says: use Settings
// gate: C#
var t = System.Configuration.ConfigurationManager.AppSettings["token"];
