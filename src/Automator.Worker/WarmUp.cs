using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Automator.Confinement;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>
/// Loads all that runs will need, while files can still be opened; then puts on the filter, after which none can. What is missing
/// here is an error in some rule later. What a worker can still prepare behind the filter it prepares when it is ready and nothing is
/// asked of it.
/// </summary>
internal static class WarmUp
{
    /// <summary>What the images of rules name; a test holds this against the allowlist.</summary>
    internal static readonly string[] OfRules = ["System.Collections", "System.Linq", "System.Linq.AsyncEnumerable", "System.Runtime", "System.Text.RegularExpressions"];

    private static readonly Action[] Rehearsals = [Frames, Fault, Text];

    /// <param name="isConfined">Without it nothing need be loaded before it is wanted.</param>
    internal static void Run(bool isConfined)
    {
        if (!isConfined)
            return;
        HashSet<string> loaded = [];
        foreach (var name in OfRules)
            LoadWhole(Assembly.Load(name), loaded);
        LoadWhole(typeof(WarmUp).Assembly, loaded);
        // The collector looks around in /proc when it first runs.
        GC.Collect();
        WarmFilter.For(RuntimeInformation.ProcessArchitecture, Environment.ProcessId).Install(allThreads: true);
    }

    /// <summary>Does once what a first run would else wait for, step by step, until something is asked of the worker.</summary>
    internal static void Rehearse(Func<bool> isAsked)
    {
        foreach (var rehearsal in Rehearsals)
        {
            if (isAsked())
                return;
            rehearsal();
        }
    }

    private static void LoadWhole(Assembly assembly, HashSet<string> loaded)
    {
        foreach (var reference in assembly.GetReferencedAssemblies().Where(reference => loaded.Add(reference.Name!)))
            LoadWhole(Assembly.Load(reference), loaded);
    }

    private static void Frames()
    {
        HostFrame[] incoming =
        [
            new LoadImage { ImageHash = "", Dll = [], Pdb = [] },
            new BeginRun { ImageHash = "", Facts = new() { RunId = "", Rule = "", Account = "", Zone = ZoneTable.Of(TimeZoneInfo.Utc), StartedAt = default, Seed = 0 } },
            new AnswerCall { Sequence = 0, At = default },
        ];
        WorkerFrame[] outgoing =
        [
            new RunStarted(),
            new LogWritten { Level = LogSeverity.Info, Text = "" },
            new CallIssued { Sequence = 0, Operation = new ReadState { Key = "" } },
            new RunIdle(),
            new RunEnded { Ending = RunEnding.Completed },
        ];
        foreach (var frame in incoming)
            JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(frame, ProtocolJson.Default.HostFrame), ProtocolJson.Default.HostFrame);
        foreach (var frame in outgoing)
            JsonSerializer.SerializeToUtf8Bytes(frame, ProtocolJson.Default.WorkerFrame);
    }

    private static void Fault()
    {
        try
        {
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException e)
        {
            _ = RuleErrors.From(e);
        }
    }

    private static void Text()
    {
        _ = Regex.IsMatch("2026-11-24", @"^\d{4}-\d\d-(?<day>\d\d)$");
        _ = string.Join(", ", Enumerable.Range(0, 3).OrderBy(n => -n).Select(n => $"{n:0.0}"));
    }
}
