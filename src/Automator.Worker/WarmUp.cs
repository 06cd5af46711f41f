using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Automator.Confinement;
using Automator.Sdk;
using Automator.Sdk.Protocol;

namespace Automator.Worker;

/// <summary>
/// Loads and touches all that runs will need, while files can still be opened; then puts on the filter, after which none can. What
/// is missing here is an error in some rule later.
/// </summary>
internal static class WarmUp
{
    /// <summary>What the images of rules name; a test holds this against the allowlist.</summary>
    internal static readonly string[] OfRules = ["System.Collections", "System.Linq", "System.Linq.AsyncEnumerable", "System.Runtime", "System.Text.RegularExpressions"];

    /// <param name="isConfined">Without it nothing need be loaded before it is wanted.</param>
    internal static void Run(bool isConfined)
    {
        if (!isConfined)
            return;
        foreach (var name in OfRules)
            LoadWhole(Assembly.Load(name), []);
        LoadWhole(typeof(WarmUp).Assembly, []);
        ThrowInAnImage();
        WriteAndRead();
        Touch().GetAwaiter().GetResult();
        GC.Collect();
        WarmFilter.For(RuntimeInformation.ProcessArchitecture, Environment.ProcessId).Install(allThreads: true);
    }

    private static void LoadWhole(Assembly assembly, HashSet<string> loaded)
    {
        foreach (var reference in assembly.GetReferencedAssemblies().Where(reference => loaded.Add(reference.Name!)))
            LoadWhole(Assembly.Load(reference), loaded);
    }

    /// <summary>An image is loaded from its bytes, throws, and its trace is read, lines included. The Sdk's own is as good as a rule's.</summary>
    private static void ThrowInAnImage()
    {
        var file = typeof(Rule).Assembly.Location;
        var context = new AssemblyLoadContext("warm", isCollectible: true);
        using var pdb = new MemoryStream(File.ReadAllBytes(Path.ChangeExtension(file, ".pdb")));
        using var dll = new MemoryStream(File.ReadAllBytes(file));
        var assembly = context.LoadFromStream(dll, pdb);
        try
        {
            assembly.GetType(typeof(Rule).FullName!)!.GetMethod(nameof(Rule.Describe))!.Invoke(null, ["outside of a rule"]);
        }
        catch (TargetInvocationException e)
        {
            _ = RuleErrors.From(e);
        }

        context.Unload();
    }

    private static void WriteAndRead()
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes(new WorkerReady { Protocol = 0, Runtime = "" }, ProtocolJson.Default.WorkerFrame);
        _ = JsonSerializer.Deserialize(frame, ProtocolJson.Default.WorkerFrame);
        _ = new StackTrace(fNeedFileInfo: true).ToString();
    }

    private static async Task Touch()
    {
        _ = SHA256.HashData(Guid.NewGuid().ToByteArray());
        _ = Regex.IsMatch("2026-11-24", @"^\d{4}-\d\d-(?<day>\d\d)$");
        _ = string.Join(", ", Enumerable.Range(0, 3).GroupBy(n => n % 2).OrderBy(group => group.Key).Select(group => $"{group.Key:0.0} {group.Count()}"));
        await foreach (var n in Numbers().Where(n => n > 0))
            _ = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase) { ["n"] = n };
    }

    private static async IAsyncEnumerable<int> Numbers()
    {
        await Task.CompletedTask;
        yield return 1;
    }
}
