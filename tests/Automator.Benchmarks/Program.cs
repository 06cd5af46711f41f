using System.Runtime.InteropServices;
using Automator.Benchmarks.Budgets;
using Automator.Benchmarks.Durability;
using Automator.Benchmarks.Emulators;
using Automator.Benchmarks.Hosts;
using Automator.Benchmarks.Journals;
using Automator.Benchmarks.Reading;
using Automator.Benchmarks.RunLogs;
using Automator.Benchmarks.Sandboxes;
using Automator.Benchmarks.Schedules;
using Automator.Benchmarks.Soak;
using Automator.Benchmarks.Storms;
using Automator.Benchmarks.Watching;

// A benchmark is a verb: its name, what it measures, and what prints it.
Dictionary<string, (string What, Func<CancellationToken, Task> Run)> verbs = new()
{
    ["host"] = ("whole processes, published and checkout: start, save to live, due to first line, memory", HostBenchmark.Run),
    ["emulator"] = ("the emulator alone, with an account of 200,000 to-dos: start, memory, requests and creates a second", EmulatorBenchmark.Run),
    ["budget"] = ("the budget: accounts that count in every way, asked for more than they allow; refusals and what got through", BudgetBenchmark.Run),
    ["reading"] = ("one answer of 500 to-do items read into records, against a bare XmlReader loop; what that and the budget allocate", ReadingBenchmark.Run),
    ["runlog"] = ("[--runs N]: a log of a million runs; the last 50 of a rule, beside what LiteDB takes for one document; memory after a question over all", cancellation => RunLogBenchmark.Run(args[1..], cancellation)),
    ["sandbox"] = ("a confined worker of the published layout: start, memory, first line, a call's way and back, and 40 of each kind of bomb", SandboxBenchmark.Run),
    ["crossing"] = ("of that the calls alone, with what was built beside it: there and back, beside a byte between two processes", cancellation => SandboxBenchmark.Calls(Layout.Beside(), cancellation)),
    ["journal"] = ("a journal of a gigabyte: what it takes to look at it, to copy it and to let go what is old, and how long commits wait meanwhile", JournalBenchmark.Run),
    ["runs"] = ("what durable runs cost: runs a second, the journal's share of an effect, a restart with 10,000 open runs; beside plain SQLite", DurabilityBenchmark.Run),
    ["schedules"] = ("10,000 schedules of every second: how late they are and what they take, alone and with durable dues; beside Quartz.NET", ScheduleBenchmark.Run),
    ["soak"] = ("[--reloads N] [--runs N]: 10,000 saves and 10,000 runs of one host; what its processes, its load contexts and its files grow by", cancellation => SoakBenchmark.Run(args[1..], cancellation)),
    ["storm"] = ("[--kills N] [--per-run N] [--seed N] [--point NAME] [--broken NAME]: 500 hosts killed in the middle of a rule, over an account that loses answers; whether each effect happened once", cancellation => StormCommand.Run(args[1..], cancellation)),
    ["watch"] = ("what the watch remembers of an account of 200,000 to-dos: memory, journal, first look and idle poll", WatchBenchmark.Run),
};
string[] withArguments = ["runlog", "soak", "storm"];

// Asked to stop, it still ends the processes it started and removes its folders.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, AskToStop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, AskToStop);

if (args is [StormHost.Verb, .. var given])
{
    await StormHost.Run(given, stop.Token);
    return 0;
}

if (args is [RunLogReading.Verb, var folder])
{
    await RunLogReading.Run(folder, stop.Token);
    return 0;
}

if (args is not [var name, .. var rest] || !verbs.TryGetValue(name, out var verb) || (rest.Length > 0 && !withArguments.Contains(name)))
{
    await Console.Error.WriteLineAsync("Usage: dotnet run -c Release --project tests/Automator.Benchmarks -- VERB");
    foreach (var (known, (what, _)) in verbs)
        await Console.Error.WriteLineAsync($"  {known,-8} {what}");
    return 2;
}

try
{
    await verb.Run(stop.Token);
    return Environment.ExitCode;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 1;
}

void AskToStop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
